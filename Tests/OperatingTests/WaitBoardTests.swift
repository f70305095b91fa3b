import Datastream
import Testing

@testable import Operating

@Suite struct WaitBoardTests {
    private func targets(_ states: KeyValuePairs<String, BackfillState>) -> [Target] { states.map { target($0, $1) } }

    @Test func `it is over when no job waits or runs, and the worst end decides`() {
        var board = WaitBoard()
        #expect(board.see(targets(["a": .active, "b": .pending, "c": .completed])).map(\.target.name.id) == [])
        #expect(!board.isOver && board.counts == .init(completed: 1, failed: 0, active: 1, pending: 1))
        let ended = board.see(targets(["a": .completed, "b": .failed, "c": .completed]))
        #expect(ended.map(\.severity) == [.none, .failure])
        #expect(board.isOver && board.severity == .failure && board.counts.ended == 3)
    }

    @Test(arguments: [
        (BackfillState.completed, Severity.none), (.failed, .failure), (.stopped, .failure), (.notStarted, .none),
        (.none, .none), (.unsupported, .none), (.unknown, .unknown),
    ])
    func `an end means what the design says`(state: BackfillState, severity: Severity) {
        var board = WaitBoard()
        _ = board.see(targets(["a": state]))
        #expect(board.isOver && board.severity == severity)
    }

    @Test func `what failed before counts apart where a whole stream is waited for`() {
        var board = WaitBoard(countsAll: false)
        let ended = board.see(targets(["a": .failed, "b": .active, "c": .completed]))
        #expect(ended.map(\.target.name.id) == ["a"])
        #expect(board.failedBefore == 1 && board.counts.total == 1 && board.severity == .failure)
    }

    @Test func `an end is told once, and a job that runs again is waited for again`() {
        var board = WaitBoard()
        _ = board.see(targets(["a": .active]))
        #expect(board.see(targets(["a": .completed])).count == 1)
        #expect(board.see(targets(["a": .completed])).isEmpty)
        #expect(board.see(targets(["a": .active])).isEmpty && !board.isOver)
    }

    @Test func `a commanded job that a listing shows as before is waited for, but not for ever`() {
        var board = WaitBoard(before: [target("a")])
        #expect(board.see([target("a")]).isEmpty && !board.isOver)
        _ = board.see([target("a")])
        #expect(board.see([target("a")]).map(\.severity) == [.failure])
    }

    @Test func `what was stopped need not complete`() {
        var board = WaitBoard(.stopped, before: targets(["a": .active]))
        _ = board.see(targets(["a": .active]))
        #expect(!board.isOver)
        _ = board.see(targets(["a": .stopped]))
        #expect(board.isOver && board.severity == .none)
    }

    @Test func `an object that two listings lack is gone`() {
        var board = WaitBoard()
        _ = board.see(targets(["a": .active]))
        #expect(board.see([]).isEmpty && !board.isOver)
        #expect(board.see([]).map(\.isGone) == [true])
        #expect(board.isOver && board.severity == .access)
    }
}
