import Datastream
import Testing

@testable import Polling

@Suite struct PollQueueTests {
    private func poll(_ stream: String, deadline: Int = 60) -> PollQueue.Poll {
        PollQueue.Poll(
            name: StreamName(project: "p", location: "l", stream: stream), listed: nil, previous: nil,
            deadline: .seconds(deadline))
    }

    @Test func `a limited number of polls run at the same time, in order`() {
        var queue = PollQueue(concurrency: 2)
        #expect(queue.tick([poll("a"), poll("b"), poll("c")]) == 0)
        #expect(queue.start().map(\.name.stream) == ["a", "b"])
        #expect(queue.start().isEmpty)
        queue.finish(poll("a").name)
        #expect(queue.start().map(\.name.stream) == ["c"])
    }

    @Test func `a stream whose poll is still running is skipped, and the others are not`() {
        var queue = PollQueue(concurrency: 2)
        _ = queue.tick([poll("slow"), poll("fast")])
        _ = queue.start()
        queue.finish(poll("fast").name)
        #expect(queue.tick([poll("slow"), poll("fast")]) == 1)
        #expect(queue.start().map(\.name.stream) == ["fast"])
    }

    @Test func `a poll that waited past its deadline is skipped, not failed`() {
        var queue = PollQueue(concurrency: 1)
        _ = queue.tick([poll("slow"), poll("waiting")])
        _ = queue.start()
        #expect(queue.dropLate(at: .seconds(59)) == 0)
        #expect(queue.dropLate(at: .seconds(60)) == 1)
        #expect(queue.tick([poll("slow", deadline: 120), poll("waiting", deadline: 120)]) == 1)
        queue.finish(poll("slow").name)
        #expect(queue.start() == [poll("waiting", deadline: 120)])
    }
}

@Suite struct TickScheduleTests {
    @Test(arguments: [
        (now: 10, skipped: 0, next: 60), (now: 60, skipped: 0, next: 60), (now: 61, skipped: 1, next: 120),
        (now: 121, skipped: 2, next: 180), (now: 36_000, skipped: 599, next: 36_000),
    ])
    func `ticks stay on schedule, and late ones are skipped`(now: Int, skipped: Int, next: Int) {
        var schedule = TickSchedule(start: .zero, interval: .seconds(60))
        #expect(schedule.advance(at: .seconds(now)) == skipped)
        #expect(schedule.current == .seconds(next))
    }
}
