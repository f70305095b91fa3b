package import Datastream
package import Ledger
package import Notation

/// What the status page shows; its size is bounded, however many objects there are.
package struct StatusReport: Equatable, Sendable {
    /// One stream.
    struct StreamReport: Equatable, Sendable {
        var name: StreamName
        /// Empty if it equals the stream's id.
        var displayName = ""
        var state: Stream.State?
        var sourceType = ""
        var destinationType = ""
        /// Reasons of the errors on the stream itself.
        var errors: [String] = []
        /// Objects by the state of their backfill; nil before the first complete listing.
        var objects: [BackfillState: Int]?
        var attention = AttentionList(limit: 0)
        /// How many backfills have run for much longer than the previous ones of their objects.
        var overdue = 0
        /// Seconds until all ACTIVE and PENDING backfills end at the pace of the last hour; nil if the pace is unknown.
        var secondsLeft: Double?
        /// When the listing shown was fetched.
        var fetchedAt: Timestamp?
        /// Whether the listing is too old to be exported as metrics.
        var isStale = false
        var lastPollSucceeded: Bool?
        var lastPollDuration: Duration?
        /// Polls that failed, by reason.
        var failures: [PollFailure.Reason: Int] = [:]

        /// Whether it needs attention.
        var needsAttention: Bool {
            lastPollSucceeded == false || isStale || attention.urgent > 0 || !errors.isEmpty
                || [.failed, .failedPermanently].contains(state)
        }

        /// Whether it ranks higher than another: missing data first, then most failures, then by name.
        fileprivate func isMoreUrgent(than other: StreamReport) -> Bool {
            let (left, right) = (urgency, other.urgency)
            return left == right ? name < other.name : left < right
        }

        private var urgency: (Int, Int, Int) {
            let lacksData =
                lastPollSucceeded == false || isStale || [.failed, .failedPermanently].contains(state)
            return (lacksData ? 0 : 1, -(attention.counts[.failed] ?? 0), -attention.urgent)
        }
    }

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
    var attention: [Attention.Kind: Int] = [:]

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
            attention.merge(report.attention.counts, uniquingKeysWith: +)
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

extension StatusReport.StreamReport {
    fileprivate init(
        _ record: PollRecord, _ ledger: ServedLedger?, now: Timestamp, uptime: Duration, staleAfter: Duration
    ) {
        name = record.name
        lastPollSucceeded = record.lastSucceeded
        lastPollDuration = record.lastDuration
        failures = record.failed
        guard let ledger, let snapshot = ledger.snapshot else { return }
        let stream = snapshot.stream
        displayName = stream.displayName == record.name.stream ? "" : stream.displayName
        state = stream.state
        sourceType = stream.sourceType
        destinationType = stream.destinationType
        errors = snapshot.summary.streamErrors.sorted.prefix(Attention.reasonLimit).map(\.reason.value)
        objects = snapshot.summary.objects
        fetchedAt = snapshot.fetchedAt
        isStale = record.freshSnapshot(uptime: uptime, staleAfter: staleAfter) == nil
        attention = Self.attention(snapshot, ledger.records, now: now)
        guard !isStale else { return }
        overdue = ledger.overdue(at: now)
        let left = snapshot.summary.objects[.active, default: 0] + snapshot.summary.objects[.pending, default: 0]
        secondsLeft = left > 0 ? ledger.pace.secondsLeft(for: left, at: now) : nil
    }

    /// Whether an object in this state needs attention only if it has errors; a switch, because it runs for every
    /// object.
    private static func isQuiet(_ state: BackfillState) -> Bool {
        switch state {
        case .completed, .none, .notStarted, .unknown: true
        case .pending, .active, .stopped, .failed, .unsupported: false
        }
    }

    /// Looks at the objects only if the summary says that there is something to find.
    private static func attention(_ snapshot: Snapshot, _ records: [ObjectRecord], now: Timestamp) -> AttentionList {
        var list = AttentionList(limit: StatusReport.objectLimit)
        let summary = snapshot.summary
        guard
            summary.objectsWithErrors > 0
                || summary.objects.contains(where: { !Self.isQuiet($0.key) && $0.value > 0 })
        else { return list }
        for index in 0..<min(records.count, snapshot.objects.count) {
            // Most records are read only for their state, and copying each one would cost reference counting.
            if Self.isQuiet(records[index].state),
                summary.objectsWithErrors == 0 || snapshot.objects[index].errors.isEmpty
            {
                continue
            }
            list.add(snapshot.objects[index], label: snapshot.labels[index], record: records[index], now: now)
        }
        return list
    }
}
