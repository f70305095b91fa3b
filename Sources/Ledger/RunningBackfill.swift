package import Notation

/// An ACTIVE backfill of an object that completed one before.
package struct RunningBackfill: Sendable, Equatable {
    /// When it started.
    let start: Timestamp
    /// How long the last completed whole run of the object took, in seconds.
    let previousDuration: Double

    /// Least seconds that a backfill runs before it is overdue: of small tables some take many times as long as others.
    static let patience = 600.0

    /// Whether it has run for more than `factor` times the previous duration, and for ten minutes at least.
    package func isOverdue(at now: Timestamp, factor: Double) -> Bool {
        let elapsed = now.seconds(after: start)
        return elapsed >= Self.patience && elapsed > factor * previousDuration
    }
}
