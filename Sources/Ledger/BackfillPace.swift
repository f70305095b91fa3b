package import Datastream
package import Notation

/// How fast the backfills of a stream end, measured over the last hour, or since they began if that is less.
package struct BackfillPace: Sendable, Equatable {
    /// When backfills were seen to end, oldest first.
    private var ends: [Timestamp] = []
    /// When the measurement began.
    private var since: Timestamp?

    private static let window = Duration.seconds(3_600)
    /// How many ends to remember: enough to measure the pace well.
    private static let limit = 128

    /// Begins the measurement unless it has begun already, or drops it: an idle stream says nothing about its pace.
    mutating func watch(at now: Timestamp, isLoading: Bool) {
        if isLoading { since = since ?? now } else { self = BackfillPace() }
    }

    mutating func note(endAt now: Timestamp) {
        if ends.count == Self.limit { ends.removeFirst() }
        ends.append(now)
    }

    /// Seconds until `count` backfills have ended at the pace of the last hour; nil if none ended in that hour.
    package func secondsLeft(for count: Int, at now: Timestamp) -> Double? {
        guard let since else { return nil }
        var start = max(since, now.advanced(by: .zero - Self.window))
        let recent = ends.drop { $0 < start }
        // The remembered ends cover less than the hour, so measure from the first of them.
        if recent.count == Self.limit, let first = recent.first { start = first }
        guard !recent.isEmpty, now > start else { return nil }
        return now.seconds(after: start) * Double(count) / Double(recent.count)
    }
}

extension StreamSummary {
    /// Objects whose backfill is waiting or running.
    package var unfinished: Int { objects[.pending, default: 0] + objects[.active, default: 0] }
}
