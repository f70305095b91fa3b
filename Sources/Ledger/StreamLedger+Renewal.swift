import Datastream
internal import Notation

extension StreamLedger {
    /// Whether a listing is of another stream than the one remembered, or comes too late to be compared with the last
    /// one.
    ///
    /// - Parameters:
    ///   - snapshot: the listing.
    ///   - memory: how old the last listing may be; nil if the stream was polled without a break.
    /// - Returns: whether the listing must be a new baseline.
    func mustRenew(for snapshot: Snapshot, memory: Duration?) -> Bool {
        guard let listed else { return true }
        if let created, let other = snapshot.stream.createTime, created != other { return true }
        return memory.map { snapshot.fetchedAt > listed.advanced(by: $0) } ?? false
    }

    /// Makes a listing the new baseline: nothing in it is counted, and every counter keeps its value, plus the errors
    /// that wait, except those of `unseen` counters.
    mutating func renew(
        with snapshot: Snapshot, bounds: LedgerBounds, unseen: Set<ReasonTotals.Series> = []
    ) {
        var ledger = StreamLedger(baseline: snapshot, at: snapshot.fetchedAt, bounds: bounds)
        ledger.counters = counters
        ledger.counters.newErrorsByReason.settle(except: unseen)
        ledger.latestErrors = latestErrors
        ledger.runs = runs
        ledger.seeListedErrors(ofStream: snapshot.stream.errors)
        self = ledger
    }

    /// Forgets the listing but keeps the counters: the stream is no longer polled here.
    mutating func forgetListing(bounds: LedgerBounds) {
        guard listed != nil else { return }
        self = StreamLedger(
            objects: [], counters: counters,
            errors: ErrorMemory(left: LeftErrors(limit: bounds.leftErrors)), latestErrors: latestErrors,
            departed: DepartedObjects(limit: bounds.departedObjects), runs: runs, created: created)
    }

    /// Notes when the stream was listed, at most once per period: each note costs a write to the disk.
    mutating func note(listedAt now: Timestamp, every period: Duration) {
        if let listed, listed <= now, now < listed.advanced(by: period) { return }
        listed = now
    }
}
