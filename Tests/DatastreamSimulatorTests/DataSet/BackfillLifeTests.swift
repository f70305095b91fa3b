import Datastream
import Testing

@testable import DatastreamSimulator

struct BackfillLifeTests {
    @Test func `an object without a job never has one`() {
        #expect(BackfillLife.never.state(at: 100) == .none)
        #expect(BackfillLife.notStarted.state(at: 100) == .notStarted)
    }

    @Test func `a recurring job waits, loads, ends and begins again`() {
        let job = Recurrence(period: 100, startsAt: 20, waits: 10, loads: 30, seed: 4)
        let states = [11.0, 19, 21, 49].map { job.run(at: $0).state(at: $0) }
        #expect(states == [.pending, .pending, .active, .active])
        let ended = job.run(at: 60)
        #expect(ended.startsAt == 20 && ended.endsAt == 50)
        #expect(ended.state(at: 60) == ended.outcome)
        #expect(job.run(at: 109) == ended)
        #expect(job.run(at: 111).startsAt == 120)
    }

    @Test func `a run after a failed or stopped one was started manually`() {
        let job = Recurrence(period: 100, startsAt: 0, waits: 10, loads: 30, seed: 4)
        let runs = (-200..<200).map { job.run(at: Double($0) * 100 + 50) }
        for (before, run) in zip(runs, runs.dropFirst()) {
            #expect(run.trigger == (before.outcome == .completed ? .automatic : .manual))
        }
        #expect(Set(runs.map(\.outcome)) == [.completed, .failed, .stopped])
    }
}
