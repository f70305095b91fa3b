internal import Notation

extension Timestamp {
    /// Seconds from an earlier moment to this one.
    func seconds(after start: Timestamp) -> Double {
        let (whole, overflow) = seconds.subtractingReportingOverflow(start.seconds)
        guard !overflow else { return Double(seconds) - Double(start.seconds) }
        return Double(whole) + Double(nanoseconds - start.nanoseconds) / 1_000_000_000
    }
}
