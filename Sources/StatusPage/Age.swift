internal import Datastream
internal import Notation

/// How long ago something was, in words.
enum Age {
    private static let units: [(seconds: Int64, name: String)] = [
        (86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"),
    ]

    /// The time from one moment to another in its two largest units: `3 h 12 min`; `0 s` for the future.
    static func text(from start: Timestamp, to end: Timestamp) -> String {
        let (difference, overflows) = end.seconds.subtractingReportingOverflow(start.seconds)
        let seconds = overflows ? .max : max(difference, 0)
        guard let index = units.firstIndex(where: { seconds >= $0.seconds }) else { return "0 s" }
        let unit = units[index]
        let first = "\(seconds / unit.seconds) \(unit.name)"
        guard index + 1 < units.count, unit.seconds > 60, seconds < 864_000 else { return first }
        let next = units[index + 1]
        let rest = seconds % unit.seconds / next.seconds
        return rest > 0 ? "\(first) \(rest) \(next.name)" : first
    }
}
