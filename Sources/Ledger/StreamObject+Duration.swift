internal import Datastream
internal import Notation

extension StreamObject {
    /// Seconds that its last run took; nil if that did not complete, loaded only part of the object, or has no times that
    /// are in order.
    var wholeDuration: Double? {
        guard backfillState == .completed, !isPartial, let start = lastStartTime, let end = lastEndTime, end >= start
        else { return nil }
        return end.seconds(after: start)
    }
}
