import Datastream
import Testing

@testable import Ledger

@Suite struct FinishedRunTests {
    @Test func `a run has each reason once, up to a limit`() {
        let errors = (0..<40).map { error("\($0)", "reason \($0 / 2)") }
        let run = FinishedRun(
            of: object("a", job(.failed, errors: errors)), by: .automatic, result: .failed, label: "a", at: at(0))
        #expect(run.reasons == (0..<10).map { "reason \($0)" })
    }
}
