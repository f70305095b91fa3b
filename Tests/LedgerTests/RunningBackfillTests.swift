import Datastream
import Notation
import Testing

@testable import Ledger

@Suite struct RunningBackfillTests {
    @Test(arguments: [
        (300, 3.0, 900, false), (300, 3, 901, true), (300, 1.5, 599, false), (300, 1.5, 600, true),
        (10, 3, 599, false), (10, 3, 600, true), (0, 3, 599, false), (0, 3, 600, true), (100_000, 3, 300_001, true),
    ])
    func `a backfill is overdue beyond the factor and ten minutes`(
        previous: Int, factor: Double, elapsed: Int, isOverdue: Bool
    ) {
        let backfill = RunningBackfill(start: at(50), previousDuration: Double(previous))
        #expect(backfill.isOverdue(at: at(50 + elapsed), factor: factor) == isOverdue)
    }

    @Test func `a backfill that starts in the future is not overdue`() {
        #expect(!RunningBackfill(start: at(50), previousDuration: 0).isOverdue(at: at(0), factor: 3))
    }

    @Test func `the previous duration is that of the last completed run of the whole object`() {
        var partial = job(.completed, 200, 201)
        partial.sqlWhereClause = "x > 1"
        let ledger = StreamLedger(
            seeing: [object("a", job(.completed, 10, 50))], [object("a", job(.failed, 100, 101))],
            [object("a", partial)], [object("a", job(.active, 300))])
        #expect(ledger.records.map(\.previousDuration) == [40])
        #expect(ledger.running == [RunningBackfill(start: at(300), previousDuration: 40)])
        #expect(ledger.kept.running == ledger.running)
    }

    @Test func `a later completed run replaces it, and its corrected end counts`() {
        let active = StreamLedger(seeing: [object("a", job(.completed, 10, 50))], [object("a", job(.active, 100))])
        var ledger = active
        _ = ledger.fold(listing([object("a", job(.completed, 100, 107))]), at: at(180))
        #expect(ledger.records.map(\.previousDuration) == [7] && ledger.running == [])
        _ = ledger.fold(listing([object("a", job(.completed, 100, 108))]), at: at(240))
        #expect(ledger.records.map(\.previousDuration) == [8])
    }

    @Test func `an object without a completed run has no previous duration, and is not overdue`() {
        let ledger = StreamLedger(
            seeing: [object("a", job(.active, 1)), object("b", job(.completed, 9, 2)), object("c", job(.completed, 9))])
        #expect(ledger.records.map(\.previousDuration) == [nil, nil, nil])
        #expect(ledger.running == [])
    }

    @Test func `a returning object keeps its duration, and a recreated one does not`() {
        let done = object("a", job(.completed, 10, 50), created: 1)
        var ledger = StreamLedger(seeing: [done], [], [])
        var other = ledger
        _ = ledger.fold(listing([object("a", job(.active, 300), created: 1)]), at: at(240))
        #expect(ledger.running == [RunningBackfill(start: at(300), previousDuration: 40)])
        _ = other.fold(listing([object("a", job(.active, 300), created: 200)]), at: at(240))
        #expect(other.running == [])
    }

    @Test func `the duration of a run that had completed when its object appeared is known`() {
        let ledger = StreamLedger(
            seeing: [], [object("a", job(.completed, 10, 50))], [object("a", job(.active, 100))])
        #expect(ledger.running == [RunningBackfill(start: at(100), previousDuration: 40)])
    }
}
