internal import Datastream

/// One run of a backfill job: it waits, runs and ends.
///
/// All times are simulated seconds since the simulator started; earlier times are negative.
struct BackfillRun: Hashable, Sendable {
    /// Who requested it.
    var trigger: BackfillJob.Trigger
    /// When it starts to load; nil if it was stopped while waiting.
    var startsAt: Double?
    var endsAt: Double
    /// The state in which it ends.
    var outcome: BackfillState
    /// The part of the object that it loads; nil for the whole object.
    var sqlWhereClause: String?
    /// The seed of its errors.
    var seed: UInt64

    /// The state of the run: `PENDING`, `ACTIVE`, then its outcome.
    func state(at time: Double) -> BackfillState {
        if time >= endsAt { return outcome }
        guard let startsAt, time >= startsAt else { return .pending }
        return .active
    }

    /// The same run, stopped by a client at a time before its end.
    func stopped(at time: Double) -> BackfillRun {
        var stopped = self
        stopped.startsAt = startsAt.flatMap { $0 <= time ? $0 : nil }
        stopped.endsAt = time
        stopped.outcome = .stopped
        return stopped
    }
}
