internal import Datastream
internal import Notation

extension BackfillJob {
    /// Seconds that a completed run of the whole object took; nil for any other run, and if its times are missing or
    /// reversed.
    var wholeDuration: Double? {
        guard state == .completed, !isPartial, let start = lastStartTime, let end = lastEndTime, end >= start else {
            return nil
        }
        return end.seconds(after: start)
    }
}
