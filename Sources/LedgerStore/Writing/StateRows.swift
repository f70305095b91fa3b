internal import Datastream
internal import Ledger

/// Where the file has the states of a stream's objects.
///
/// An object whose state changed gets a new row after all others, and its last row is the one that counts. Objects
/// change in any order of their ids, so to change rows in place would touch a page for nearly each of them; new rows
/// fill few pages. Rows leave in the order in which they came. An object whose last row is about to leave gets a new one
/// first.
struct StateRows: Sendable, Equatable {
    /// The sequence number of each object's last row, in the ledger's order of objects.
    var last: [Int] = []
    /// The sequence numbers of all rows.
    var all = 0..<0

    /// How many rows a number of objects may have before the oldest ones leave.
    static func limit(objects: Int) -> Int { 2 * objects }
    /// How many rows a write may add for unchanged objects, for each object that changed or left.
    ///
    /// Without this limit, one write may have to add rows for all objects. With it, where the oldest rows all still
    /// count, there may be two and a half times as many rows as objects, and three times while objects leave.
    static let renewals = 2
}

/// The rows that turn the objects of one ledger into those of another.
struct ObjectUpdate {
    let comparison: ObjectComparison
    /// Positions of objects with the same state whose rows are about to leave.
    let renewed: [Int]
    /// Where the file has the states afterwards; the rows of changed states come before those of the renewed ones.
    let states: StateRows
    /// Whether rows of states leave.
    let clears: Bool

    /// Compares two ledgers.
    ///
    /// - Parameters:
    ///   - before: the ledger in the file; nil if the file has nothing of the stream.
    ///   - former: where the file has the states of its objects.
    ///   - after: the ledger to be written.
    init(from before: StreamLedger?, in former: StateRows, to after: StreamLedger) {
        comparison = ObjectComparison(from: before, to: after)
        var last = comparison.rows(from: former.last)
        var end = former.all.upperBound
        for change in comparison.changed {
            last[change.index] = end
            end += 1
        }
        var first = max(former.all.lowerBound, end - StateRows.limit(objects: last.count))
        var leaving = first > former.all.lowerBound ? last.indices.filter { last[$0] < first } : []
        let most = StateRows.renewals * (comparison.changed.count + comparison.left.count)
        if leaving.count > most {
            leaving.sort { last[$0] < last[$1] }
            first = last[leaving[most]]
            leaving.removeSubrange(most...)
        }
        renewed = leaving
        for index in renewed {
            last[index] = end
            end += 1
        }
        states = StateRows(last: last, all: first..<end)
        clears = first > former.all.lowerBound
    }
}
