internal import Datastream
internal import Notation

/// A stream as of the last complete poll.
struct StreamStatus: Sendable {
    let snapshot: Snapshot
    let oldestPendingSince: Timestamp?
    /// Backfills that have run for much longer than the previous ones of the same objects.
    var overdue = 0
}
