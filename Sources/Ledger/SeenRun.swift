internal import Datastream
package import Notation

/// What was seen of a run of a backfill job.
package struct SeenRun: Hashable, Sendable {
    /// When it started; nil if it has not, or the API did not say.
    package var start: Timestamp?
    /// When it ended; nil if it has not, or the API did not say.
    package var end: Timestamp?
    /// How it ended; nil if it has not.
    package var result: JobResult?
    /// Whether its duration needs no counting: it was counted, or the run had completed by the baseline.
    package var isMeasured: Bool

    /// Creates a run from its parts.
    package init(
        start: Timestamp? = nil, end: Timestamp? = nil, result: JobResult? = nil, isMeasured: Bool = false
    ) {
        self.start = start
        self.end = end
        self.result = result
        self.isMeasured = isMeasured
    }

    /// Whether the end that a job shows is the end of this run, and not of another.
    func isEnd(of job: BackfillJob, moved: Bool) -> Bool {
        guard result != nil else { return false }
        let endsAgree = end == job.lastEndTime || end == nil || job.lastEndTime == nil
        switch (start, job.lastStartTime) {
        case (let start?, let other?): return start == other && (endsAgree || !moved)
        case (nil, .some): return end != nil && end == job.lastEndTime
        case (_, nil) where moved: return end == job.lastEndTime && (end != nil || start == nil)
        case (_, nil): return endsAgree
        }
    }
}
