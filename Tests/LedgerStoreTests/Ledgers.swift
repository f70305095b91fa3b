import Datastream
import Ledger
import Notation

@testable import LedgerStore
@testable import LedgerTests

/// The name of a stream of project `p`.
func stream(_ id: String) -> StreamName { StreamName(project: "p", location: "l", stream: id) }

extension LedgerStore {
    /// Writes the ledgers of some streams and keeps those that the file has.
    mutating func add(_ added: [String: StreamLedger]) throws(LedgerStoreError) {
        var all = ledgers
        for (id, ledger) in added { all[stream(id)] = ledger }
        try write(all)
    }

    /// Removes a stream.
    mutating func remove(_ id: String) throws(LedgerStoreError) {
        try write(ledgers.filter { $0.key != stream(id) })
    }
}

extension StreamLedger {
    /// Bounds so low that even a short history forgets things.
    static let tight = LedgerBounds(departedObjects: 2, leftErrors: 2, runs: 3, runAge: .seconds(100_000))

    /// A ledger with data in each of its parts.
    static let full: StreamLedger = {
        let odd = "\u{E9} e\u{301} \u{0} '\"\\ \u{1F4A5} \u{FFFD}\n"
        var failed = job(.failed, 1, 2, errors: [error("1", odd), error("", odd)])
        failed.sqlWhereClause = odd
        let table = StreamObject(
            id: "a", displayName: "public.a", sourceObject: SourceObject(type: "mysql", namespace: "", table: odd),
            backfillJob: failed, createTime: at(5),
            updateTime: Timestamp(seconds: -1, nanoseconds: 999_999_999))
        let others = [object("b", job(.pending, by: .manual)), object("\u{E9}"), object("e\u{301}", name: "")]
        var ledger = StreamLedger(baseline: listing([table] + others), at: at(0), bounds: tight)
        let lists: [[StreamObject]] = [
            [object("new", job(.completed, 5, 65), errors: [error("2"), error("3", "DISK")])] + [table] + others,
            [table] + others, [table] + others,
            [object("other", job(.active, 100)), table] + others,
            [table] + others, [others[1], object("b", job(.completed, 200, 300, by: .manual)), table],
            [others[1], object("b", job(.stopped, 400, nil, by: .manual)), table],
            [object("b", job(.failed, 500, 900, errors: [error("4"), error("5", odd)])), table, others[1]],
            [table, object("b", job(.failed, 500, 900, errors: [error("6", "LATE")]))],
        ]
        for (minute, objects) in lists.enumerated() {
            _ = ledger.fold(listing(objects, errors: [error("s\(minute / 3)", odd)]), at: at(60 * (minute + 1)))
        }
        return ledger
    }()
}
