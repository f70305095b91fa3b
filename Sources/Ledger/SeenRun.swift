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

    /// Whether the end that an object's job shows is the end of this run, and not of another.
    func isEnd(of object: StreamObject, moved: Bool) -> Bool {
        guard result != nil else { return false }
        let endsAgree = end == object.lastEndTime || end == nil || object.lastEndTime == nil
        switch (start, object.lastStartTime) {
        case (let start?, let other?): return start == other && (endsAgree || !moved)
        case (nil, .some): return end != nil && end == object.lastEndTime
        case (_, nil) where moved: return end == object.lastEndTime && (end != nil || start == nil)
        case (_, nil): return endsAgree
        }
    }
}
