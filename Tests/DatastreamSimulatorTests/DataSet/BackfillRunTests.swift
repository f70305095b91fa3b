import Datastream
import Testing

@testable import DatastreamSimulator

struct BackfillRunTests {
    private let run = BackfillRun(trigger: .manual, startsAt: 10, endsAt: 30, outcome: .failed, seed: 1)

    @Test(arguments: [
        (0.0, BackfillState.pending), (9.9, .pending), (10, .active), (29.9, .active), (30, .failed), (1e9, .failed),
    ])
    func `a run waits, loads and ends`(time: Double, state: BackfillState) {
        #expect(run.state(at: time) == state)
    }

    @Test func `a run that is stopped while it loads keeps its start`() {
        let stopped = run.stopped(at: 20)
        #expect(stopped.state(at: 20) == .stopped)
        #expect(stopped.startsAt == 10)
        #expect(stopped.endsAt == 20)
    }

    @Test func `a run that is stopped while it waits never started`() {
        let stopped = run.stopped(at: 5)
        #expect(stopped.state(at: 15) == .stopped)
        #expect(stopped.startsAt == nil)
    }
}
