import Datastream
import Ledger
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct LedgerDifferenceTests {
    /// The number of rows changed in each table from one ledger to the other; `-` marks rows removed.
    private func changes(_ before: StreamLedger?, _ after: StreamLedger) -> [String: Int] {
        var changes: [String: Int] = [:]
        let rows = before?.objects.count ?? 0
        let difference = LedgerDifference(
            before: before, in: StateRows(last: Array(0..<rows), all: 0..<rows), after: after, stream: 1)
        difference.each { change in
            switch change {
            case .put(let table, _): changes[table.rawValue, default: 0] += 1
            case .remove(let table, _): changes["-\(table.rawValue)", default: 0] += 1
            case .removeBefore(let table, _): changes["<\(table.rawValue)", default: 0] += 1
            }
        }
        return changes
    }

    private func folded(_ ledger: StreamLedger, _ objects: [StreamObject], _ errors: [ReportedError] = [])
        -> StreamLedger
    {
        var ledger = ledger
        _ = ledger.fold(listing(objects, errors: errors), at: at(60))
        return ledger
    }

    private let many = (0..<50).map { (number: Int) in object("\(number)", job(.active, number)) }

    @Test func `a ledger differs from an absent one in all rows, and from itself in none`() {
        let full = StreamLedger.full
        #expect(changes(full, full) == [:])
        #expect(changes(full, full.kept) == [:])
        #expect(changes(nil, StreamLedger(seeing: many)) == ["objects": 50, "object_states": 50])
        let rows = changes(nil, full)
        let others = ["streams", "runs", "run_reasons"]
        #expect(Set(rows.keys).union(others) == Set(Table.ofStreams.map(\.rawValue)))
    }

    @Test func `the same listing again changes nothing`() {
        let ledger = StreamLedger(seeing: many)
        #expect(changes(ledger, folded(ledger, many)) == [:])
    }

    @Test func `an object's progress changes its state and the counters`() {
        let ledger = StreamLedger(seeing: many)
        var objects = many
        objects[7] = objects[7].with(backfillJob: job(.failed, 7, 9, errors: [error("1")]), errors: [])
        #expect(
            changes(ledger, folded(ledger, objects)) == [
                "object_states": 1, "object_errors": 1, "counters": 3, "reasons": 1, "latest_errors": 1,
                "seen_errors": 1,
            ])
    }

    @Test func `a new object adds its rows and changes that of the object after it`() {
        let ledger = StreamLedger(seeing: many)
        #expect(
            changes(ledger, folded(ledger, [object("new")] + many))
                == ["counters": 1, "objects": 2, "object_states": 1])
    }

    @Test func `an object with another name, source or creation time changes both of its rows`() {
        let ledger = StreamLedger(seeing: many)
        for other in [
            StreamObject(id: "7", displayName: "x", backfillJob: job(.active, 7)),
            StreamObject(
                id: "7", sourceObject: SourceObject(type: "mysql", namespace: "a", table: "b"),
                backfillJob: job(.active, 7)),
            StreamObject(id: "7", backfillJob: job(.active, 7), createTime: at(5)),
        ] {
            let rows = changes(ledger, folded(ledger, many[..<7] + [other] + many[8...]))
            #expect(rows == ["objects": 1, "object_states": 1])
        }
    }

    @Test func `an object that is missing and then gone changes few rows`() {
        let ledger = StreamLedger(seeing: many)
        let others = Array(many[..<20] + many[21...])
        let lacking = folded(ledger, others)
        // The rows of the missing object, now last, and that of the object after it.
        #expect(changes(ledger, lacking) == ["objects": 2, "object_states": 1])
        #expect(
            changes(lacking, folded(lacking, others)) == [
                "-objects": 1, "departed_objects": 1, "counters": 1,
            ])
    }

    @Test func `when all objects leave, so do their rows`() {
        #expect(
            changes(StreamLedger(seeing: many), StreamLedger(seeing: [])) == ["-objects": 50, "<object_states": 1])
    }

    @Test func `errors that leave and come back are marked, not rewritten`() {
        let listed = StreamLedger(seeing: [object("a", errors: [error("1"), error("2")])])
        let left = folded(listed, [object("a", errors: [error("2")])])
        // The reason's counter, new in the baseline, may count from now on.
        #expect(
            changes(listed, left) == [
                "object_states": 1, "object_errors": 1, "-object_errors": 1, "seen_errors": 1, "reasons": 1,
            ])
        #expect(changes(left, folded(left, [object("a", errors: [error("2"), error("1")])]))["seen_errors"] == 1)
    }

    @Test func `forgotten errors are removed`() {
        var ledger = StreamLedger(seeing: [], bounds: StreamLedger.tight)
        var removed: [String: Int] = [:]
        for number in 0..<12 {
            let before = ledger
            let object = object("\(number)", job(.failed, number, number, errors: [error("\(number)")]))
            _ = ledger.fold(listing([object]), at: at(60 * number))
            for (table, count) in changes(before, ledger) where table.hasPrefix("-") {
                removed[table, default: 0] += count
            }
        }
        #expect(
            removed == [
                "-objects": 10, "-object_errors": 10, "-departed_objects": 8, "-seen_errors": 8,
            ])
    }

    @Test func `ids of different bytes are different rows, even if Unicode treats them as equal`() {
        let (composed, decomposed) = (object("\u{E9}"), object("e\u{301}"))
        let before = StreamLedger(seeing: [composed], [], [])
        let after = StreamLedger(seeing: [composed], [], [], [decomposed], [], [])
        #expect(before.departed.records.keys == after.departed.records.keys)
        let changes = changes(before, after)
        #expect(changes["-departed_objects"] == 1 && changes["departed_objects"] == 1)
    }
}
