internal import Datastream
internal import Notation

/// The two latest runs of an object's backfill job, to be compared with the job as it is listed next.
///
/// The API keeps only the latest job: a state, a start and an end. Start and end may be absent or
/// corrected, and all three may briefly go back to earlier values. Two runs are remembered, so that going back counts
/// nothing.
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
/// | STOPPED from S1 to E1 | PENDING, then STOPPED to E1 or from S1 to E1: no sign of another run | | |
/// | STOPPED from S1 | ACTIVE from S2 | 1 | |
/// | ended, from S1 to E1 | the same state from S1 to E2: a correction | | |
/// | ended, the end absent | the same run, the end filled in | | the duration, if it is due |
/// | ended at E1, the start absent | ended from S1 to E1: the start filled in | 1 | the duration, if it is due |
/// | ended at E1, the start absent | the same state at E2, the start absent | | 1 |
/// | ended from S1 to E1 | another result from S1 to E1: a correction | | |
/// | from S2 | from S1 as before, then from S2 again | | |
/// | from S1 | no job, or no start, then from S1 again | | |
///
/// The duration of a run that was seen to complete is counted once per start, if the run has a start and an end and
/// does not end before it starts. Nothing here depends on the exporter's clock.
package struct JobMemory: Hashable, Sendable {
    /// The run seen last.
    package var latest: SeenRun?
    /// The run seen before that.
    package var earlier: SeenRun?

    /// Restores a stored memory, or creates one for an object whose job was never seen.
    package init(latest: SeenRun? = nil, earlier: SeenRun? = nil) {
        self.latest = latest
        self.earlier = earlier
    }

    /// Creates the memory of an object in the baseline; nothing of it is counted.
    init(baseline object: StreamObject) {
        let result = JobResult(object.backfillState)
        guard object.lastStartTime != nil || result != nil else { return }
        latest = SeenRun(
            start: object.lastStartTime, end: result == nil ? nil : object.lastEndTime, result: result,
            isMeasured: result == .completed)
    }

    /// What a new listing of the job revealed.
    struct Observation: Equatable {
        /// Whether a run was seen to start.
        var isStart = false
        /// How a run was seen to end.
        var result: JobResult?
        /// Seconds that a completed run took, if they are to be counted now.
        var duration: Double?
        /// The run as it was remembered, if its start or end has now been filled in or corrected.
        var amended: SeenRun?
    }

    /// Updates the memory with the job as it is listed now.
    ///
    /// - Parameters:
    ///   - object: the object as listed, with its job or without one.
    ///   - moved: whether the state has changed since the last listing.
    /// - Returns: the starts and ends that this reveals.
    mutating func observe(_ object: StreamObject, moved: Bool) -> Observation {
        var observation = Observation()
        let result = JobResult(object.backfillState)
        var started = object.lastStartTime.flatMap { start in find { $0.start == start } }
        let ended = result.flatMap { _ in find { $0.isEnd(of: object, moved: moved) } }
        observation.isStart = object.lastStartTime != nil && started == nil
        if ended == nil, started == nil {
            guard observation.isStart || result != nil else { return observation }
            remember(SeenRun(start: object.lastStartTime))
        } else if ended == nil, result != nil, let run = started.flatMap({ self[$0] }), run.result != nil {
            // Another end with the same start is a new run; the earlier one stays remembered.
            remember(SeenRun(start: run.start, isMeasured: run.isMeasured))
            started = .latest
        }
        let slot = ended ?? started ?? .latest
        guard let result, let former = self[slot] else { return observation }
        var run = former
        if ended == nil {
            observation.result = result
            run.result = result
            run.end = object.lastEndTime
        } else {
            run.start = former.start ?? object.lastStartTime
            run.end = object.lastEndTime ?? former.end
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
