import Datastream
internal import Notation

extension StreamLedger {
    /// Whether a listing is of another stream than the one remembered, or comes too late to be compared with what is.
    ///
    /// - Parameters:
    ///   - snapshot: the listing.
    ///   - memory: how old the last listing may be; nil where the stream was polled all the while.
    /// - Returns: whether the listing must be a new baseline.
    func mustRenew(for snapshot: Snapshot, memory: Duration?) -> Bool {
        guard let listed else { return true }
        if let created, let other = snapshot.stream.createTime, created != other { return true }
        return memory.map { snapshot.fetchedAt > listed.advanced(by: $0) } ?? false
    }

    /// Takes a listing as a new baseline: nothing that is there counts, and every counter stays where it is.
    mutating func renew(with snapshot: Snapshot, bounds: LedgerBounds) {
        var ledger = StreamLedger(baseline: snapshot, at: snapshot.fetchedAt, bounds: bounds)
        ledger.counters = counters
        ledger.latestErrors = latestErrors
        ledger.runs = runs
        ledger.seeListedErrors(ofStream: snapshot.stream.errors)
        self = ledger
    }

    /// Forgets all but the counters: the stream is no longer polled here.
    mutating func forgetListing(bounds: LedgerBounds) {
        guard listed != nil else { return }
        self = StreamLedger(
            objects: [], counters: counters,
            errors: ErrorMemory(listed: [], left: FadingSet(limit: bounds.leftErrors)), latestErrors: latestErrors,
            departed: DepartedObjects(limit: bounds.departedObjects), runs: runs, created: created)
    }

    /// Notes when the stream was listed, now and then: a note costs a write to the disk.
    mutating func note(listedAt now: Timestamp, every period: Duration) {
        if let listed, listed <= now, now < listed.advanced(by: period) { return }
        listed = now
    }

    /// Takes the errors that are listed for seen without counting them; their reasons are there, at 0 where they are new.
    mutating func seeListedErrors(ofStream streamErrors: [ReportedError]) {
        var listed: Set<ErrorKey> = []
        eachListedError(ofStream: streamErrors) { error, source, _ in
            if listed.insert(ErrorKey(error, source: source)).inserted {
                counters.newErrorsByReason.see(LabelText(error.reason), source: source)
            }
        }
        errors = ErrorMemory(listed: listed, left: errors.left)
    }
}
