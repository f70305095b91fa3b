import CommandLine
import Datastream
import Testing

@testable import Operating

@Suite struct WaitBoardTests {
    private func targets(_ states: KeyValuePairs<String, BackfillState>) -> [Target] { states.map { target($0, $1) } }

    @Test func `the wait is over when no job waits or runs, and the worst end decides`() {
        var board = WaitBoard()
        #expect(board.see(targets(["a": .active, "b": .pending, "c": .completed])).map(\.target.name.id) == [])
        #expect(!board.isOver && board.counts == .init(completed: 1, failed: 0, active: 1, pending: 1))
        let ended = board.see(targets(["a": .completed, "b": .failed, "c": .completed]))
        #expect(ended.map(\.exitCode) == [.success, .runtimeFailure])
        #expect(board.isOver && board.exitCode == .runtimeFailure && board.counts.ended == 3)
    }

    @Test(arguments: [
        (BackfillState.completed, ExitCode.success), (.failed, .runtimeFailure), (.stopped, .runtimeFailure),
        (.notStarted, .success),
        (.none, .success), (.unsupported, .success), (.unknown, .unknown),
    ])
    func `each end has the exit code of the design`(state: BackfillState, exitCode: ExitCode) {
        var board = WaitBoard()
        _ = board.see(targets(["a": state]))
        #expect(board.isOver && board.exitCode == exitCode)
    }

    @Test func `earlier failures count separately when waiting for a whole stream`() {
        var board = WaitBoard(countsAll: false)
        let ended = board.see(targets(["a": .failed, "b": .active, "c": .completed]))
        #expect(ended.map(\.target.name.id) == ["a"])
        #expect(board.failedBefore == 1 && board.counts.total == 1 && board.exitCode == .runtimeFailure)
    }

    @Test func `an end is reported once, even when the job runs again`() {
        var board = WaitBoard()
        _ = board.see(targets(["a": .active]))
        #expect(board.see(targets(["a": .completed])).count == 1)
        #expect(board.see(targets(["a": .completed])).isEmpty)
        #expect(board.see(targets(["a": .active])).isEmpty && board.isOver)
        #expect(board.see(targets(["a": .failed])).isEmpty && board.counts.completed == 1)
    }

    @Test func `a started job that a listing still shows as before is waited for, but not forever`() {
        var board = WaitBoard(before: [target("a")])
        #expect(board.see([target("a")]).isEmpty && !board.isOver)
        _ = board.see([target("a")])
        #expect(board.see([target("a")]).map(\.exitCode) == [.runtimeFailure])
    }

    @Test func `a stopped job need not complete`() {
        var board = WaitBoard(.stopped, before: targets(["a": .active]))
        _ = board.see(targets(["a": .active]))
        #expect(!board.isOver)
        _ = board.see(targets(["a": .stopped]))
        #expect(board.isOver && board.exitCode == .success)
    }

    @Test func `an object missing from two listings is gone`() {
        var board = WaitBoard()
        _ = board.see(targets(["a": .active]))
        #expect(board.see([]).isEmpty && !board.isOver)
        #expect(board.see([]).map(\.isGone) == [true])
        #expect(board.isOver && board.exitCode == .denied)
    }

    @Test func `an object counts once however often it runs, and the total stays the same`() {
        var board = WaitBoard(countsAll: false)
        _ = board.see(targets(["a": .active, "b": .pending, "c": .completed]))
        var totals = [board.counts.total]
        for look: KeyValuePairs<String, BackfillState> in [
            ["a": .completed, "b": .active, "c": .active], ["a": .active, "b": .active, "c": .active, "d": .pending],
            ["a": .completed, "b": .completed, "c": .active, "d": .active], ["a": .completed, "b": .completed],
        ] {
            _ = board.see(targets(look))
            totals.append(board.counts.total)
        }
        #expect(totals == [2, 2, 2, 2, 2] && board.isOver && board.counts.completed == 2)
    }

    @Test func `a named object missing from the first looks is waited for, then gone`() {
        var board = WaitBoard(expecting: [target("a").name, target("b").name])
        #expect(board.see(targets(["a": .completed])).map(\.exitCode) == [.success])
        #expect(!board.isOver && board.waiting.map(\.name.id) == ["b"])
        #expect(board.see(targets(["a": .completed])).map(\.isGone) == [true])
        #expect(board.isOver && board.counts == .init(completed: 1, failed: 1))
    }
}
