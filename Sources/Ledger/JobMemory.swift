internal import Datastream
internal import Notation

/// The two latest runs of an object's backfill job, from which the next sight of the job tells what happened.
///
/// The API keeps the latest job only: a state, a start and an end, of which either may be absent, corrected, or for a moment
/// that of before. Two runs are remembered, so that such a moment counts nothing.
///
/// | was | is now | started | finished |
/// | --- | --- | --- | --- |
/// | no job, NOT_STARTED or PENDING | ACTIVE from S1 | 1 | |
/// | ACTIVE from S1 | COMPLETED from S1 | | 1, and the duration |
/// | COMPLETED from S1 to E1 | FAILED from S2 to E2 | 1 | 1 |
/// | ACTIVE from S1 | ACTIVE from S2: the end of S1 was not seen | 1 | |
/// | PENDING | FAILED, no start | | 1 |
/// | FAILED from S1 to E1 | PENDING or ACTIVE from S1, then FAILED from S1 to E1 | | |
/// | FAILED from S1 to E1 | PENDING or ACTIVE from S1, then any end at E2 | | 1 |
/// | STOPPED from S1 to E1 | PENDING, then STOPPED to E1 or from S1 to E1: nothing tells of another run | | |
/// | STOPPED from S1 | ACTIVE from S2 | 1 | |
/// | over, from S1 to E1 | the same state from S1 to E2: a correction | | |
/// | over, the end absent | the same run, the end filled in | | the duration, if it is due |
/// | over at E1, the start absent | over from S1 to E1: the start filled in | 1 | the duration, if it is due |
/// | over at E1, the start absent | the same state at E2, the start absent | | 1 |
/// | over from S1 to E1 | another result from S1 to E1: a correction | | |
/// | from S2 | from S1 as before, then from S2 again | | |
/// | from S1 | no job, or no start, then from S1 again | | |
///
/// A duration is taken of a run that was seen to complete, when it has a start and an end and the end is not before the
/// start, once per start. No clock of ours decides anything here.
package struct JobMemory: Hashable, Sendable {
    /// The run seen last.
    package var latest: SeenRun?
    /// The run seen before that.
    package var earlier: SeenRun?

    /// A memory that was kept, or of an object whose job was never seen.
    package init(latest: SeenRun? = nil, earlier: SeenRun? = nil) {
        self.latest = latest
        self.earlier = earlier
    }

    /// The memory of a job that was there at first sight, of which nothing counts.
    init(baseline job: BackfillJob?) {
        guard let job else { return }
        let result = JobResult(job.state)
        guard job.lastStartTime != nil || result != nil else { return }
        latest = SeenRun(
            start: job.lastStartTime, end: result == nil ? nil : job.lastEndTime, result: result,
            isMeasured: result == .completed)
    }

    /// What a sight of a job told.
    struct Observation: Equatable {
        /// Whether a run was seen to start.
        var isStart = false
        /// How a run was seen to end.
        var result: JobResult?
        /// How long a completed run took, in seconds, when that is due.
        var duration: Double?
        /// The run as it was remembered, when its start or end is now known better.
        var amended: SeenRun?
    }

    /// Takes in the job as it is now.
    ///
    /// - Parameters:
    ///   - job: the job as it is listed; nil when the object has none.
    ///   - moved: whether the state differs from that of the last sight.
    /// - Returns: what that tells of starts and ends.
    mutating func observe(_ job: BackfillJob?, moved: Bool) -> Observation {
        var observation = Observation()
        guard let job else { return observation }
        let result = JobResult(job.state)
        var started = job.lastStartTime.flatMap { start in find { $0.start == start } }
        let ended = result.flatMap { _ in find { $0.isEnd(of: job, moved: moved) } }
        observation.isStart = job.lastStartTime != nil && started == nil
        if ended == nil, started == nil {
            guard observation.isStart || result != nil else { return observation }
            remember(SeenRun(start: job.lastStartTime))
        } else if ended == nil, result != nil, let run = started.flatMap({ self[$0] }), run.result != nil {
            // Another end under the same start: the one before stays remembered.
            remember(SeenRun(start: run.start, isMeasured: run.isMeasured))
            started = .latest
        }
        let slot = ended ?? started ?? .latest
        guard let result, let former = self[slot] else { return observation }
        var run = former
        if ended == nil {
            observation.result = result
            run.result = result
            run.end = job.lastEndTime
        } else {
            run.start = former.start ?? job.lastStartTime
            run.end = job.lastEndTime ?? former.end
            if run != former { observation.amended = former }
        }
        if result == .completed, run.result == .completed, !run.isMeasured, let start = run.start, let end = run.end,
            end >= start
        {
            observation.duration = end.seconds(after: start)
            run.isMeasured = true
        }
        self[slot] = run
        return observation
    }

    private mutating func remember(_ run: SeenRun) { (latest, earlier) = (run, latest) }

    private enum Slot { case latest, earlier }

    private subscript(slot: Slot) -> SeenRun? {
        get { slot == .latest ? latest : earlier }
        set { if slot == .latest { latest = newValue } else { earlier = newValue } }
    }

    private func find(where matches: (SeenRun) -> Bool) -> Slot? {
        if let latest, matches(latest) { return .latest }
        if let earlier, matches(earlier) { return .earlier }
        return nil
    }
}
