internal import Datastream
internal import Ledger

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
        let job = object.backfillJob
        switch object.backfillState {
        case .failed:
            kind = .failed
            since = job?.lastEndTime ?? job?.lastStartTime
        case .active where Self.isLonger(Self.longestActive, since: job?.lastStartTime, now):
            kind = .stuck
            since = job?.lastStartTime
        case .pending where Self.isLonger(Self.longestPending, since: record?.since, now):
            kind = .stuck
            since = record?.since
        case _ where !object.errors.isEmpty:
            kind = .erring
            since = object.errors.compactMap(\.errorTime).max()
        case .stopped:
            kind = .stopped
            since = job?.lastEndTime
        case .unsupported:
            kind = .unsupported
            since = nil
        default:
            return nil
        }
        state = object.backfillState
        self.label = label
        id = object.id
        var seen: Set<String> = []
        let all = ((job?.errors ?? []) + object.errors).map(\.reason)
        reasons = Array(all.filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(Self.reasonLimit))
    }

    private static func isLonger(_ longest: Duration, since start: Timestamp?, _ now: Timestamp) -> Bool {
        start.map { $0.advanced(by: longest) < now } ?? false
    }

    /// Whether it stands above another one: by kind, then the latest first, then by name.
    func isAbove(_ other: Attention) -> Bool {
        if kind != other.kind { return kind < other.kind }
        let (time, otherTime) = (since ?? Timestamp(seconds: .min), other.since ?? Timestamp(seconds: .min))
        return time != otherTime ? time > otherTime : label < other.label
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

    /// Takes one in, if it ranks high enough.
    mutating func add(_ attention: Attention) {
        counts[attention.kind, default: 0] += 1
        if shown.count >= limit {
            guard let last = shown.last, attention.isAbove(last) else { return }
            shown.removeLast()
        }
        let place = shown.firstIndex { attention.isAbove($0) } ?? shown.endIndex
        shown.insert(attention, at: place)
    }
}
