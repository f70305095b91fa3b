package import Notation

/// An ACTIVE backfill of an object that has completed one before.
package struct RunningBackfill: Sendable, Equatable {
    /// When it started.
    let start: Timestamp
    /// Seconds that the last completed run of the whole object took.
    let previousDuration: Double

    /// Minimum seconds before a backfill is overdue: with small tables, some runs take many times as long as others.
    static let patience = 600.0

    /// Whether it has run for more than `factor` times the previous duration, and for at least ten minutes.
    package func isOverdue(at now: Timestamp, factor: Double) -> Bool {
        let elapsed = now.seconds(after: start)
        return elapsed >= Self.patience && elapsed > factor * previousDuration
    }
}
