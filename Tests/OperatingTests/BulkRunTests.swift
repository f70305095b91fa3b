import CommandLine
import Datastream
import Testing

@testable import Operating

@Suite struct BulkRunTests {
    @Test func `objects are handled in order, and abandoned ones were never begun`() throws {
        var run = BulkRun(["a", "b", "c"].map { target($0) })
        let next = run.next()
        let first = try #require(next)
        #expect(first.name.id == "a")
        run.record(ActionResult(first, .done(.pending)))
        #expect(run.abandon().map(\.target.name.id) == ["b", "c"])
        #expect(run.next() == nil)
        #expect(run.results.map(\.outcome) == [.done(.pending), .notBegun, .notBegun])
    }

    @Test func `objects that no longer need the command leave, and those missing from a listing stay`() {
        var run = BulkRun(["a", "b", "c"].map { target($0) })
        let dropped = run.drop(
            unless: ObjectFilter(states: [.failed]), in: [target("a", .active), target("b", .failed)])
        #expect(dropped == [ActionResult(target("a"), .superseded(.active), seen: target("a", .active))])
        #expect(run.waiting.map(\.name.id) == ["b", "c"])
    }

    @Test(arguments: [
        ([Outcome.done(.pending)], ExitCode.success),
        ([.done(.pending), .refused(CommandFailure(.other, ""))], .runtimeFailure),
        ([.refused(CommandFailure(.other, "")), .already(.active)], .precondition),
        ([.already(.active), .refused(CommandFailure(.permission, ""))], .denied),
        ([.refused(CommandFailure(.permission, "")), .unknown(""), .already(.active)], .unknown),
        ([.superseded(.completed), .planned, .seenDone(.active), .notBegun], .success),
    ])
    func `the worst result decides: 5, 4, 6, 1`(outcomes: [Outcome], exitCode: ExitCode) {
        var run = BulkRun([])
        for outcome in outcomes { run.record(ActionResult(target("a"), outcome)) }
        #expect(run.exitCode(toleratesAlready: false) == exitCode)
    }

    @Test func `a job already in the wanted state is not a failure where that is tolerated`() {
        var run = BulkRun([])
        run.record(ActionResult(target("a"), .already(.active)))
        #expect(run.exitCode(toleratesAlready: true) == .success)
    }
}
