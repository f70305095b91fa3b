public import Notation

/// What the objects of a stream come to: one pass over a snapshot, whatever is hidden later.
public struct StreamSummary: Sendable, Equatable {
    /// Objects by the state of their backfill job; states without objects are absent.
    public private(set) var objects: [BackfillState: Int] = [:]
    /// Objects with at least one active error.
    public private(set) var objectsWithErrors = 0
    /// Active errors on the stream itself, by reason.
    public let streamErrors: ReasonCounts
    /// Active errors on the objects, by reason.
    public let objectErrors: ReasonCounts
    /// Errors of the latest backfill jobs, by reason.
    public let backfillErrors: ReasonCounts
    /// The smallest start time among active jobs.
    public private(set) var oldestActiveStart: Timestamp?
    /// The largest end time among completed jobs.
    public private(set) var lastCompleted: Timestamp?

    /// Sums up the objects of a stream.
    public init(objects: [StreamObject], streamErrors: [ReportedError]) {
        self.streamErrors = ReasonCounts(streamErrors)
        objectErrors = ReasonCounts(objects.lazy.flatMap(\.errors))
        backfillErrors = ReasonCounts(objects.lazy.flatMap { $0.backfillJob?.errors ?? [] })
        // Counting bytes once for each state is faster than looking up each object's state.
        let states = objects.map(\.backfillState)
        for state in BackfillState.allCases {
            let count = states.count { $0 == state }
            if count > 0 { self.objects[state] = count }
        }
        for object in objects {
            if !object.errors.isEmpty { objectsWithErrors += 1 }
            switch object.backfillState {
            case .active: oldestActiveStart = earliest(oldestActiveStart, object.backfillJob?.lastStartTime)
            case .completed: lastCompleted = latest(lastCompleted, object.backfillJob?.lastEndTime)
            default: break
            }
        }
    }

    private func earliest(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }

    private func latest(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
        guard let left, let right else { return left ?? right }
        return max(left, right)
    }
}

/// Errors counted by reason, of which a stream may have so many names and no more.
public struct ReasonCounts: Sendable, Equatable {
    /// Most reasons that are named; what is left counts as ``other``.
    public static let limit = 50
    /// The name of all reasons past the limit.
    public static let other = LabelText("other")

    /// Errors by reason.
    public private(set) var counts: [LabelText: Int] = [:]

    /// Counts errors; the most frequent reasons keep their names, and of equals the first by bytes.
    public init(_ errors: some Sequence<ReportedError>) {
        for error in errors { counts[LabelText(error.reason), default: 0] += 1 }
        guard counts.count > Self.limit else { return }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        counts = Dictionary(ranked.prefix(Self.limit).map { ($0.key, $0.value) }, uniquingKeysWith: +)
        counts[Self.other, default: 0] += ranked.dropFirst(Self.limit).reduce(0) { $0 + $1.value }
    }

    /// The reasons and their counts, in the order of the reasons.
    public var sorted: [(reason: LabelText, count: Int)] {
        counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension ReasonCounts {
    /// Other errors under the names that these counts kept; the rest counts as ``other``.
    public func named(_ errors: [ReportedError]) -> ReasonCounts {
        var named = ReasonCounts([])
        for error in errors {
            let reason = LabelText(error.reason)
            named.counts[counts[reason] == nil ? Self.other : reason, default: 0] += 1
        }
        return named
    }
}
