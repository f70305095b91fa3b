package import Notation

/// How fast the backfills of a stream end, told by those of the last hour.
package struct BackfillPace: Sendable, Equatable {
    /// When backfills were seen to end, oldest first.
    private var ends: [Timestamp] = []
    /// Since when they have been watched.
    private var since: Timestamp?

    private static let window = Duration.seconds(3_600)
    /// Most ends that are remembered: as many tell the pace well.
    private static let limit = 128

    /// Takes it for the begin of the watch, unless that was earlier.
    mutating func watch(from now: Timestamp) { since = since ?? now }

    mutating func note(endAt now: Timestamp) {
        if ends.count == Self.limit { ends.removeFirst() }
        ends.append(now)
    }

    /// Seconds until so many backfills have ended at the pace of the last hour; nil while none ended in it.
    package func secondsLeft(for count: Int, at now: Timestamp) -> Double? {
        guard let since else { return nil }
        var start = max(since, now.advanced(by: .zero - Self.window))
        let recent = ends.drop { $0 < start }
        // More ended than are remembered: these tell of a shorter time.
        if recent.count == Self.limit, let first = recent.first { start = first }
        guard !recent.isEmpty, now > start else { return nil }
        return now.seconds(after: start) * Double(count) / Double(recent.count)
    }
}
