internal import Datastream
internal import Ledger
internal import Notation

/// A stream whose data is fresh.
struct ServedStream {
    let snapshot: Snapshot
    /// What the ledger remembers about each of the snapshot's objects.
    let records: [ObjectRecord]
    let status: StreamStatus

    init?(_ ledger: ServedLedger, at now: Timestamp) {
        guard let snapshot = ledger.snapshot else { return nil }
        self.snapshot = snapshot
        records = ledger.records
        status = StreamStatus(
            snapshot: snapshot, oldestPendingSince: ledger.oldestPendingSince, overdue: ledger.overdue(at: now))
    }
}
