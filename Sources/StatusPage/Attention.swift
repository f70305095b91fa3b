internal import Datastream
internal import Ledger
internal import Notation

/// An object that someone should look at.
struct Attention: Equatable, Sendable {
    /// Why, the most urgent first.
    enum Kind: Int, Comparable, Sendable {
        /// Its backfill failed.
        case failed
        /// Its backfill runs, or waits, for longer than any should.
        case stuck
        /// It has active errors, whatever its backfill did.
        case erring
        /// Somebody stopped its backfill.
        case stopped
        /// It cannot be backfilled.
        case unsupported

        /// Whether it cannot wait: not what somebody stopped, or what never works.
        var isUrgent: Bool { self <= .erring }

        static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    var kind: Kind
    var state: BackfillState
    /// What people call it; unique in its stream.
    var label: String
    /// The last segment of its resource name.
    var id: String
    /// The reasons that the API gives, each once; never its messages, which may hold secrets.
    var reasons: [String]
    /// Since when: the end of the failed job, the start of the stuck one, the time of the error.
    var since: Timestamp?

    /// Most reasons that are shown.
    static let reasonLimit = 3
    /// A job that runs for longer is stuck; the alerts say the same.
    static let longestActive: Duration = .seconds(86_400)
    /// A job that waits for longer is stuck.
    static let longestPending: Duration = .seconds(21_600)

    /// What there is to say of an object; nil when it needs no one.
    init?(_ object: StreamObject, label: String, record: ObjectRecord?, now: Timestamp) {
        guard let need = Self.need(object, record, now) else { return nil }
        self.init(object, label: label, need)
    }

    fileprivate init(_ object: StreamObject, label: String, _ need: (kind: Kind, since: Timestamp?)) {
        (kind, since) = need
        state = object.backfillState
        self.label = label
        id = object.id
        var seen: Set<String> = []
        let all = ((object.backfillJob?.errors ?? []) + object.errors).map(\.reason)
        reasons = Array(all.filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(Self.reasonLimit))
    }

    /// Why an object needs someone, and since when.
    fileprivate static func need(
        _ object: StreamObject, _ record: ObjectRecord?, _ now: Timestamp
    ) -> (kind: Kind, since: Timestamp?)? {
        let job = object.backfillJob
        return switch object.backfillState {
        case .failed: (.failed, job?.lastEndTime ?? job?.lastStartTime)
        case .active where isLonger(longestActive, since: job?.lastStartTime, now): (.stuck, job?.lastStartTime)
        case .pending where isLonger(longestPending, since: record?.since, now): (.stuck, record?.since)
        case _ where !object.errors.isEmpty: (.erring, object.errors.compactMap(\.errorTime).max())
        case .stopped: (.stopped, job?.lastEndTime)
        case .unsupported: (.unsupported, nil)
        default: nil
        }
    }

    private static func isLonger(_ longest: Duration, since start: Timestamp?, _ now: Timestamp) -> Bool {
        start.map { $0.advanced(by: longest) < now } ?? false
    }

    /// Whether one of this kind, time and name stands above it: by kind, then the latest first, then by name.
    fileprivate func isBelow(_ kind: Kind, _ since: Timestamp?, _ label: String) -> Bool {
        if kind != self.kind { return kind < self.kind }
        let (time, ownTime) = (since ?? Timestamp(seconds: .min), self.since ?? Timestamp(seconds: .min))
        return time != ownTime ? time > ownTime : label < self.label
    }
}

/// The first of many by rank, in their order, and how many there are of each kind.
struct AttentionList: Equatable, Sendable {
    /// The most urgent.
    private(set) var shown: [Attention] = []
    /// All, by kind.
    private(set) var counts: [Attention.Kind: Int] = [:]

    private let limit: Int

    /// A list that keeps so many.
    init(limit: Int) { self.limit = limit }

    /// All of them.
    var total: Int { counts.values.reduce(0, +) }

    /// Those that cannot wait.
    var urgent: Int { counts.filter(\.key.isUrgent).values.reduce(0, +) }

    /// Keeps fewer.
    mutating func show(atMost count: Int) { shown = Array(shown.prefix(max(count, 0))) }

    /// Takes an object in, if it needs someone and ranks high enough; what does not is only counted.
    mutating func add(_ object: StreamObject, label: String, record: ObjectRecord?, now: Timestamp) {
        guard let need = Attention.need(object, record, now) else { return }
        counts[need.kind, default: 0] += 1
        if shown.count >= limit {
            guard let last = shown.last, last.isBelow(need.kind, need.since, label) else { return }
            shown.removeLast()
        }
        let place = shown.firstIndex { $0.isBelow(need.kind, need.since, label) } ?? shown.endIndex
        shown.insert(Attention(object, label: label, need), at: place)
    }
}
