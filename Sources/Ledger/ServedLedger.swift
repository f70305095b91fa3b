package import Datastream
package import Notation

/// What a scrape shows of one stream's ledger.
///
/// Gauges show the last poll. Counters show what a store has taken, so that none is seen higher than it will be after a
/// restart.
package struct ServedLedger: Sendable, Equatable {
    /// The last whole listing, and the objects that it lacked for the first time; nil before the first of this life.
    package internal(set) var snapshot: Snapshot?
    /// What is remembered of each of the snapshot's objects, in their order.
    package internal(set) var records: [ObjectRecord] = []
    /// When the exporter first saw the longest waiting pending object pending; nil while none is pending.
    package internal(set) var oldestPendingSince: Timestamp?
    /// How fast backfills end.
    package internal(set) var pace = BackfillPace()
    /// The ACTIVE backfills whose objects completed one before.
    package internal(set) var running: [RunningBackfill] = []
    private var overdueFactor = 1.0
    /// What the counters stand at, as far as they may be shown.
    package internal(set) var counters: StreamCounters
    /// The latest new error of each source, as far as it is counted in ``counters``.
    package internal(set) var latestErrors: [ErrorSource: NewError] = [:]

    /// A ledger of which nothing is shown but counters.
    init(counters: StreamCounters = StreamCounters(), latestErrors: [ErrorSource: NewError] = [:]) {
        self.counters = counters
        self.latestErrors = latestErrors
    }

    /// Takes over what a poll saw.
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

    /// Lets go of what only a stream that is polled shows.
    mutating func hide() { self = ServedLedger(counters: counters, latestErrors: latestErrors) }

    /// Takes over counters that a store has taken.
    mutating func count(_ ledger: StreamLedger) {
        counters = ledger.counters
        latestErrors = ledger.latestErrors
    }
}
