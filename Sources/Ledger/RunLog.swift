internal import Datastream

/// Finished runs, and corrections to them, that are not in a file yet.
///
/// Counting does not need finished runs, so only the file keeps them: memory drops the entries once a store has saved
/// them.
package struct RunLog: Sendable, Equatable {
    /// An entry to be written to the file.
    package enum Entry: Sendable, Equatable {
        /// A run ended.
        case ended(FinishedRun)
        /// The start or end of an ended run was filled in or corrected.
        case amended(RunAmendment)
    }

    /// The entries, oldest first.
    package private(set) var entries: [Entry] = []
    /// How many entries were dropped before these.
    private var gone = 0

    /// How many entries may wait for a store; while writes fail, the oldest are dropped first.
    private let limit: Int

    package init(limit: Int) { self.limit = limit }

    /// The entries added since an earlier log of the same stream.
    package func entries(after earlier: RunLog?) -> ArraySlice<Entry> {
        entries.dropFirst(max(0, (earlier?.end ?? 0) - gone))
    }

    private var end: Int { gone + entries.count }

    mutating func add(_ entry: Entry) {
        entries.append(entry)
        if entries.count > limit + limit / 4 { drop(entries.count - limit) }
    }

    /// Drops the entries that a store has saved.
    mutating func drop(through taken: RunLog) { drop(min(max(0, taken.end - gone), entries.count)) }

    private mutating func drop(_ count: Int) {
        guard count > 0 else { return }
        entries.removeFirst(count)
        gone += count
    }
}
