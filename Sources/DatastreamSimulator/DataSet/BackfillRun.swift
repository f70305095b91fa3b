internal import Datastream

/// One run of a backfill job: it waits, runs and ends.
///
/// All times are simulated seconds since the simulator was started; what was before is negative.
struct BackfillRun: Hashable, Sendable {
    /// Who asked for it.
    var trigger: BackfillJob.Trigger
    /// When it starts to load; nil when it was stopped while it waited.
    var startsAt: Double?
    var endsAt: Double
    /// The state that it ends in.
    var outcome: BackfillState
    /// The part of the object that it loads; nil for the whole.
    var sqlWhereClause: String?
    /// What its errors are drawn from.
    var seed: UInt64

    /// The state of the run: `PENDING`, `ACTIVE`, then its outcome.
    func state(at time: Double) -> BackfillState {
        if time >= endsAt { return outcome }
        guard let startsAt, time >= startsAt else { return .pending }
        return .active
    }

    /// The same run, stopped by somebody at a time before its end.
    func stopped(at time: Double) -> BackfillRun {
        var stopped = self
        stopped.startsAt = startsAt.flatMap { $0 <= time ? $0 : nil }
        stopped.endsAt = time
        stopped.outcome = .stopped
        return stopped
    }
}
