internal import Datastream
internal import Ledger

/// Where the file has the objects of a stream.
///
/// A changed object gets a new row after all others, and its last row is the one that counts. Objects change in any
/// order of their ids, so to change rows in place would touch a page for nearly each of them; new rows fill few pages.
/// Rows leave in the order in which they came. An object whose row is about to leave gets a new one first.
struct ObjectRows: Sendable, Equatable {
    /// The sequence number of each object's last row, in the ledger's order of objects.
    var last: [Int] = []
    /// The sequence numbers of all rows.
    var all = 0..<0

    /// How many rows a number of objects may have before the first ones leave.
    static func limit(objects: Int) -> Int { 2 * objects }
}

/// The rows that turn the objects of one ledger into those of another.
struct ObjectUpdate {
    let comparison: ObjectComparison
    /// Positions of unchanged objects whose rows are about to leave.
    let renewed: [Int]
    /// The sequence number of the first new row.
    ///
    /// The rows of objects that left come first, then those of the changed objects, then those of the renewed ones.
    let next: Int
    /// The rows afterwards.
    let rows: ObjectRows

    /// Compares two ledgers.
    ///
    /// - Parameters:
    ///   - before: the ledger in the file; nil if the file has nothing of the stream.
    ///   - former: where the file has its objects.
    ///   - after: the ledger to be written.
    init(from before: StreamLedger?, in former: ObjectRows, to after: StreamLedger) {
        comparison = ObjectComparison(from: before, to: after)
        next = former.all.upperBound
        var last = comparison.carried(former.last)
        var end = next + comparison.left.count
        for change in comparison.changed {
            last[change.index] = end
            end += 1
        }
        let first = max(former.all.lowerBound, end - ObjectRows.limit(objects: last.count))
        renewed = first > former.all.lowerBound ? last.indices.filter { last[$0] < first } : []
        for index in renewed {
            last[index] = end
            end += 1
        }
        rows = ObjectRows(last: last, all: first..<end)
    }
}
