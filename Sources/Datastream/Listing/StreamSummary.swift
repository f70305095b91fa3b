public import Notation

/// Totals over all objects of a snapshot, including objects that are hidden later, and which of them are notable.
public struct StreamSummary: Sendable, Equatable {
    /// Objects by backfill state; states without objects are absent.
    public private(set) var objects: [BackfillState: Int] = [:]
    /// Objects with at least one active error.
    public private(set) var objectsWithErrors = 0
    /// Active errors on the stream itself, by reason.
    public let streamErrors: ReasonCounts
    /// Active errors on the objects, by reason.
    public let objectErrors: ReasonCounts
    /// Errors of the latest backfill jobs, by reason.
    public let backfillErrors: ReasonCounts
    /// The earliest start time among active jobs.
    public private(set) var oldestActiveStart: Timestamp?
    /// The latest end time among completed jobs.
    public private(set) var lastCompleted: Timestamp?

    /// The positions of the objects that are not at rest, or have errors.
    public private(set) var notable: [Int] = []

    /// Computes the totals.
    public init(objects: [StreamObject], streamErrors: [ReportedError]) {
        self.streamErrors = ReasonCounts(streamErrors)
        var states: [BackfillState] = []
        states.reserveCapacity(objects.count)
        // Each object is looked at once, because to bring it to the processor takes longer than all the rest.
        for (position, object) in objects.enumerated() {
            let state = object.backfillState
            states.append(state)
            if state == .active { oldestActiveStart = Self.earliest(oldestActiveStart, object.lastStartTime) }
            if state == .completed { lastCompleted = Self.latest(lastCompleted, object.lastEndTime) }
            if !state.isAtRest || object.errorCount > 0 { notable.append(position) }
        }
        let failing = notable.map { objects[$0] }.filter { $0.errorCount > 0 }
        objectErrors = ReasonCounts(failing.lazy.flatMap(\.errors))
        backfillErrors = ReasonCounts(failing.lazy.flatMap(\.jobErrors))
        objectsWithErrors = failing.count { !$0.errors.isEmpty }
        // One count over the bytes per state is faster than a look-up per object.
        for state in BackfillState.allCases {
            let count = states.count { $0 == state }
            if count > 0 { self.objects[state] = count }
        }
    }

    private static func earliest(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }

    private static func latest(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
        guard let left, let right else { return left ?? right }
        return max(left, right)
    }
}
