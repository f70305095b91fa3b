package import Datastream
package import Ledger
package import Notation

/// What the status page shows; its size is bounded, however many objects there are.
package struct StatusReport: Equatable, Sendable {
    /// The streams, those that need attention first.
    var streams: [StreamReport] = []
    /// How many more streams there are.
    var hiddenStreams = 0
    /// Projects whose streams could not be listed.
    var unlisted: [String] = []
    /// Whether a search for streams has finished.
    var isDiscovered = false
    /// Objects of all streams by the state of their backfill.
    var objects: [BackfillState: Int] = [:]
    /// Streams whose last poll failed.
    var failingPolls = 0
    /// Objects of all streams that need attention, by kind.
    var attention = AttentionCounts()

    /// Maximum number of streams shown.
    static let streamLimit = 200
    /// Maximum number of objects shown per stream.
    static let objectLimit = 20
    /// Maximum number of objects shown for all streams together.
    static let totalObjectLimit = 300

    /// Creates an empty report.
    package init() {}

    /// The number of all objects.
    var objectCount: Int { objects.values.reduce(0, +) }
}

extension StatusReport {
    /// Creates the report of what the polls found.
    ///
    /// - Parameters:
    ///   - state: the results of the polls.
    ///   - served: what scrapes may show.
    ///   - now: the current time.
    ///   - uptime: the current time on the polls' clock.
    ///   - staleAfter: age at which a stream's data becomes stale.
    package init(
        _ state: PollState, _ served: [StreamName: ServedLedger], now: Timestamp, uptime: Duration, staleAfter: Duration
    ) {
        isDiscovered = state.isDiscovered
        unlisted = Set(state.discovered.filter { !$0.value }.map(\.key.project)).sorted()
        var all: [StreamReport] = []
        for record in state.records {
            let report = StreamReport(record, served[record.name], now: now, uptime: uptime, staleAfter: staleAfter)
            if report.lastPollSucceeded == false { failingPolls += 1 }
            objects.merge(report.objects ?? [:], uniquingKeysWith: +)
            attention += report.attention.counts
            all.append(report)
        }
        let ordered =
            all.filter(\.needsAttention).sorted { $0.isMoreUrgent(than: $1) }
            + all.filter { !$0.needsAttention }
        streams = Array(ordered.prefix(Self.streamLimit))
        hiddenStreams = ordered.count - streams.count
        var left = Self.totalObjectLimit
        for index in streams.indices {
            streams[index].attention.show(atMost: left)
            left -= streams[index].attention.shown.count
        }
    }
}
