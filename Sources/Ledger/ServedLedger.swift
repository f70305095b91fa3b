package import Datastream
package import Notation

/// What a scrape shows of one stream's ledger.
///
/// Gauges show the last poll. Counters show what a store has saved, so that a restart never lowers one.
package struct ServedLedger: Sendable, Equatable {
    /// The last complete listing, plus the objects it was the first to lack; nil before the first listing of this
    /// process.
    package internal(set) var snapshot: Snapshot?
    /// The records of the snapshot's objects, in the same order.
    package internal(set) var records: [ObjectRecord] = []
    /// When the exporter first saw the longest-waiting PENDING object as PENDING; nil if no object is PENDING.
    package internal(set) var oldestPendingSince: Timestamp?
    /// How fast backfills end.
    package internal(set) var pace = BackfillPace()
    /// The ACTIVE backfills of objects that have completed one before.
    package internal(set) var running: [RunningBackfill] = []
    private var overdueFactor = 1.0
    /// The counters that may be shown.
    package internal(set) var counters: StreamCounters
    /// The latest new error of each source that ``counters`` includes.
    package internal(set) var latestErrors: [ErrorSource: NewError] = [:]

    /// Creates a ledger that shows only counters.
    init(counters: StreamCounters = StreamCounters(), latestErrors: [ErrorSource: NewError] = [:]) {
        self.counters = counters
        self.latestErrors = latestErrors
    }

    /// Shows the result of a poll.
    mutating func show(_ ledger: StreamLedger, after listing: Snapshot, overdueFactor: Double) {
        self.overdueFactor = overdueFactor
        let isWhole = !ledger.hasMissing
        snapshot =
            isWhole
            ? listing
            : Snapshot(
                stream: listing.stream, objects: ledger.objects, fetchedAt: listing.fetchedAt, previous: snapshot)
        records = ledger.records
        oldestPendingSince = ledger.oldestPendingSince
        pace = ledger.pace
        running = ledger.running
    }

    /// How many ACTIVE backfills have run for much longer than the previous ones of their objects.
    package func overdue(at now: Timestamp) -> Int {
        running.count { $0.isOverdue(at: now, factor: overdueFactor) }
    }

    /// Hides all but the counters of a stream that is no longer polled.
    mutating func hide() { self = ServedLedger(counters: counters, latestErrors: latestErrors) }

    /// Shows the counters that a store has saved.
    mutating func count(_ ledger: StreamLedger) {
        counters = ledger.counters
        latestErrors = ledger.latestErrors
    }
}
