import Datastream
import Testing

@testable import Ledger

@Suite struct RunHistoryTests {
    private func history(of count: Int, limit: Int = 100, age: Int = 1_000) -> RunHistory {
        var history = RunHistory(limit: limit, age: .seconds(age))
        for number in 0..<count {
            _ = history.add(job(.failed, number, number + 1), result: .failed, of: "a", label: "t", at: at(number))
        }
        return history
    }

    @Test func `runs past the limit are forgotten, oldest first`() {
        var history = history(of: 12, limit: 10)
        history.forget(before: at(12))
        #expect(history.runs.map(\.sequence) == Array(2..<12))
    }

    @Test func `runs past their age are forgotten`() {
        var history = history(of: 12, age: 5)
        history.forget(before: at(10))
        #expect(history.runs.first?.sequence == 5)
    }

    @Test func `a jump of the clock alone forgets no run`() {
        var history = history(of: 12, age: 5)
        history.forget(before: at(1_000_000))
        #expect(history.runs.first?.sequence == 7)
        history.forget(before: at(-1_000_000))
        #expect(history.runs.count == 5)
    }

    @Test func `a history that was kept goes on with its sequence`() {
        var kept = RunHistory(limit: 5, age: .seconds(9), runs: history(of: 3).runs.reversed())
        #expect(kept.add(job(.stopped), result: .stopped, of: "b", label: "b", at: at(9)).sequence == 3)
        #expect(kept.runs.map(\.sequence) == [0, 1, 2, 3])
    }

    @Test func `a history of which all was forgotten goes on with its sequence`() {
        var kept = RunHistory(limit: 5, age: .seconds(9), next: 7)
        #expect(kept.next == 7)
        #expect(kept.add(job(.stopped), result: .stopped, of: "b", label: "b", at: at(9)).sequence == 7)
        #expect(kept.next == 8)
    }

    @Test func `a run that is known better is written anew`() {
        var ledger = StreamLedger(seeing: [object("a", job(.active, 1))], [object("a", job(.completed, 1))])
        _ = ledger.fold(listing([object("a", job(.completed, 1, 9))]), at: at(120))
        #expect(ledger.history.runs.map(\.end) == [at(9)])
    }

    @Test func `a run has each reason once, and a bounded number of them`() {
        var history = RunHistory(limit: 5, age: .seconds(9))
        let errors = (0..<40).map { error("\($0)", "reason \($0 / 2)") }
        let run = history.add(job(.failed, errors: errors), result: .failed, of: "a", label: "a", at: at(0))
        #expect(run.reasons == (0..<10).map { "reason \($0)" })
    }
}
