import Datastream
import Ledger
import Testing

@testable import datastream_exporter

struct BookkeeperTests {
    private let name = StreamName(project: "p", location: "l", stream: "s")

    /// The record after so many whole polls, a second apart, each of which lists one more error.
    private func polled(_ polls: Int) -> PollState {
        var record = PollRecord(name: name)
        for poll in 0..<polls {
            let errors = (0..<poll).map { ReportedError(reason: "R", errorUuid: "\($0)") }
            let stream = Stream(name: name, errors: errors)
            record.begin()
            record.end(
                .success(Snapshot(stream: stream, objects: [], fetchedAt: Timestamp(seconds: Int64(poll)))),
                after: .zero, uptime: .seconds(poll))
        }
        var state = PollState()
        state.streams[name] = record
        return state
    }

    @Test func `what a poll learnt is folded and handed on, and its events are told`() async {
        let handedOn = HandedOn()
        let bookkeeper = Bookkeeper(handOn: handedOn.take)
        #expect(await bookkeeper.follow(polled(1)) == [])
        let events = await bookkeeper.follow(polled(2))
        #expect(events.map(\.stream) == [name])
        #expect(handedOn.newErrors(of: name) == 1 && handedOn.count == 2)
    }

    @Test func `a step that only begins a poll hands nothing on`() async {
        let handedOn = HandedOn()
        let bookkeeper = Bookkeeper(handOn: handedOn.take)
        var state = polled(1)
        _ = await bookkeeper.follow(state)
        state.streams[name]?.begin()
        _ = await bookkeeper.follow(state)
        #expect(handedOn.count == 1)
        state.streams[name]?.end(.failure(PollFailure(.timeout, "late")), after: .zero, uptime: .seconds(9))
        _ = await bookkeeper.follow(state)
        state.skippedTicks += 1
        _ = await bookkeeper.follow(state)
        #expect(handedOn.count == 3)
    }

    @Test func `with a file counters wait until it has them`() async {
        let handedOn = HandedOn()
        let bookkeeper = Bookkeeper(isKept: true, handOn: handedOn.take)
        _ = await bookkeeper.follow(polled(1))
        _ = await bookkeeper.follow(polled(2))
        #expect(handedOn.newErrors(of: name) == 0)
        await bookkeeper.took(await bookkeeper.due)
        #expect(handedOn.newErrors(of: name) == 1)
    }
}
