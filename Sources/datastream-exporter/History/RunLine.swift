internal import Datastream
internal import Ledger
internal import Notation

/// A finished run and its stream.
struct RunLine: Equatable {
    let stream: StreamName
    /// Its place among the runs of the stream.
    let place: Int
    let run: FinishedRun

    /// From start to end; nil if either is unknown or the end is before the start.
    var duration: Duration? {
        guard let start = run.start, let end = run.end, end >= start else { return nil }
        let (seconds, overflow) = end.seconds.subtractingReportingOverflow(start.seconds)
        guard !overflow else { return nil }
        return .seconds(seconds) + .nanoseconds(end.nanoseconds - start.nanoseconds)
    }

    /// When it ended, or when the exporter saw that it had ended.
    private var moment: Timestamp { run.end ?? run.seenAt }

    /// Orders by end time, oldest first.
    static func isBefore(_ left: RunLine, _ right: RunLine) -> Bool {
        if left.moment != right.moment { return left.moment < right.moment }
        return (left.stream, left.place) < (right.stream, right.place)
    }
}
