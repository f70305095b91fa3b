internal import Datastream

/// What was learnt of finished runs and is not in a file yet.
///
/// Counting needs no finished run, so a file keeps them and memory does not: once a store has taken the entries they go.
package struct RunLog: Sendable, Equatable {
    /// Something that a file takes over.
    package enum Entry: Sendable, Equatable {
        /// A run ended.
        case ended(FinishedRun)
        /// The start or end of a run that ended before is known better.
        case amended(RunAmendment)
    }

    /// The entries, oldest first.
    package private(set) var entries: [Entry] = []
    /// How many entries went before these.
    private var gone = 0

    /// Most entries that wait for a store; while a disk refuses, the oldest go first.
    private let limit: Int

    package init(limit: Int) { self.limit = limit }

    /// The entries that a store lacks which has those of an earlier log of the same stream.
    package func entries(after earlier: RunLog?) -> ArraySlice<Entry> {
        entries.dropFirst(max(0, (earlier?.end ?? 0) - gone))
    }

    private var end: Int { gone + entries.count }

    mutating func add(_ entry: Entry) {
        entries.append(entry)
        if entries.count > limit + limit / 4 { drop(entries.count - limit) }
    }

    /// Forgets the entries that a store has taken.
    mutating func drop(through taken: RunLog) { drop(min(max(0, taken.end - gone), entries.count)) }

    private mutating func drop(_ count: Int) {
        guard count > 0 else { return }
        entries.removeFirst(count)
        gone += count
    }
}
