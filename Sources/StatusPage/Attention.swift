internal import Datastream
internal import Notation

/// An object that needs attention, and why.
struct Attention: Equatable, Sendable {
    /// Why it needs attention, most urgent first.
    enum Kind: Int, CaseIterable, Comparable, Sendable {
        /// Its backfill failed.
        case failed
        /// Its backfill has run or waited for longer than it should.
        case stuck
        /// It has active errors, whatever the state of its backfill.
        case erring
        /// Somebody stopped its backfill.
        case stopped
        /// It cannot be backfilled.
        case unsupported

        /// Whether it is urgent; stopped and unsupported backfills are not.
        var isUrgent: Bool { self <= .erring }

        static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    var kind: Kind
    var state: BackfillState
    /// Its label, unique in its stream.
    var label: String
    /// The last segment of its resource name.
    var id: String
    /// The API's distinct reasons; never its messages, which may hold secrets.
    var reasons: [String]
    /// The end of the failed job, the start of the stuck one, or the time of the error.
    var since: Timestamp?

    /// Maximum number of reasons shown.
    static let reasonLimit = 3
    /// A job that runs for longer than this is stuck; the alerts use the same limit.
    static let longestActive: Duration = .seconds(86_400)
    /// A job that waits for longer than this is stuck.
    static let longestPending: Duration = .seconds(21_600)

    init(_ object: StreamObject, label: String, _ need: (kind: Kind, since: Timestamp?)) {
        (kind, since) = need
        state = object.backfillState
        self.label = label
        id = object.id
        var seen: Set<String> = []
        let all = (object.jobErrors + object.errors).map(\.reason)
        reasons = Array(all.filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(Self.reasonLimit))
    }

    /// Why an object needs attention, and since when; nil if it does not.
    static func need(
        _ object: StreamObject, _ stateSince: Timestamp?, _ now: Timestamp
    ) -> (kind: Kind, since: Timestamp?)? {
        switch object.backfillState {
        case .failed: (.failed, object.lastEndTime ?? object.lastStartTime)
        case .active where isLonger(longestActive, since: object.lastStartTime, now): (.stuck, object.lastStartTime)
        case .pending where isLonger(longestPending, since: stateSince, now): (.stuck, stateSince)
        case _ where !object.errors.isEmpty: (.erring, object.errors.compactMap(\.errorTime).max())
        case .stopped: (.stopped, object.lastEndTime)
        case .unsupported: (.unsupported, nil)
        default: nil
        }
    }

    private static func isLonger(_ longest: Duration, since start: Timestamp?, _ now: Timestamp) -> Bool {
        start.map { $0.advanced(by: longest) < now } ?? false
    }

    /// Whether an object of this kind, time and label ranks higher: by kind, then latest first, then by label.
    func isBelow(_ kind: Kind, _ since: Timestamp?, _ label: @autoclosure () -> String) -> Bool {
        if kind != self.kind { return kind < self.kind }
        let (time, ownTime) = (since ?? Timestamp(seconds: .min), self.since ?? Timestamp(seconds: .min))
        return time != ownTime ? time > ownTime : label() < self.label
    }
}
