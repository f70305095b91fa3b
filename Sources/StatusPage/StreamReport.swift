internal import Datastream
internal import Ledger
internal import Notation

/// What the status page shows of one stream.
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

    var needsAttention: Bool {
        lastPollSucceeded == false || isStale || attention.counts.urgent > 0 || !errors.isEmpty
            || [.failed, .failedPermanently].contains(state)
    }

    /// Whether it ranks higher than another: missing data first, then most failures, then by name.
    func isMoreUrgent(than other: StreamReport) -> Bool {
        let (left, right) = (urgency, other.urgency)
        return left == right ? name < other.name : left < right
    }

    private var urgency: (Int, Int, Int) {
        let lacksData =
            lastPollSucceeded == false || isStale || [.failed, .failedPermanently].contains(state)
        return (lacksData ? 0 : 1, -attention.counts[.failed], -attention.counts.urgent)
    }
}

extension StreamReport {
    init(
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
        let left = snapshot.summary.unfinished
        secondsLeft = left > 0 ? ledger.pace.secondsLeft(for: left, at: now) : nil
    }

    private static func attention(_ snapshot: Snapshot, _ records: [ObjectRecord], now: Timestamp) -> AttentionList {
        var list = AttentionList(limit: StatusReport.objectLimit)
        let (objects, labels) = (snapshot.objects, snapshot.labels)
        for index in snapshot.summary.notable where index < records.count {
            list.add(objects[index], label: labels[index], stateSince: records[index].since, now: now)
        }
        return list
    }
}
