internal import Datastream
package import Notation

/// A run of a backfill job as far as it was seen.
package struct SeenRun: Hashable, Sendable {
    /// When it started; nil while it had not.
    package var start: Timestamp?
    /// When it ended; nil while it had not, or when the API did not say.
    package var end: Timestamp?
    /// How it ended; nil while it had not.
    package var result: JobResult?
    /// Whether its duration was taken.
    package var isMeasured: Bool

    /// A run of known parts.
    package init(
        start: Timestamp? = nil, end: Timestamp? = nil, result: JobResult? = nil, isMeasured: Bool = false
    ) {
        self.start = start
        self.end = end
        self.result = result
        self.isMeasured = isMeasured
    }

    /// Whether a job that is over tells of the end of this run, and not of another.
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
