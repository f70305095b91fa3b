internal import Datastream
internal import Notation

extension BackfillJob {
    /// How long the run took, in seconds, if it loaded the whole object and completed; nil otherwise, and where its times cannot be
    /// those of one run.
    var wholeDuration: Double? {
        guard state == .completed, !isPartial, let start = lastStartTime, let end = lastEndTime, end >= start else {
            return nil
        }
        return end.seconds(after: start)
    }
}

extension Timestamp {
    /// Seconds from an earlier moment to this one.
    func seconds(after start: Timestamp) -> Double {
        let (whole, overflow) = seconds.subtractingReportingOverflow(start.seconds)
        guard !overflow else { return Double(seconds) - Double(start.seconds) }
        return Double(whole) + Double(nanoseconds - start.nanoseconds) / 1_000_000_000
    }
}
