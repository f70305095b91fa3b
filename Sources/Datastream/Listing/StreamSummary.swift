public import Notation

/// Totals over all objects of a snapshot, including objects that are hidden later.
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

    /// Computes the totals.
    public init(objects: [StreamObject], streamErrors: [ReportedError]) {
        self.streamErrors = ReasonCounts(streamErrors)
        let failing = objects.filter { $0.errorCount > 0 }
        objectErrors = ReasonCounts(failing.lazy.flatMap(\.errors))
        backfillErrors = ReasonCounts(failing.lazy.flatMap(\.jobErrors))
        objectsWithErrors = failing.count { !$0.errors.isEmpty }
        // One count over the bytes per state is faster than a look-up per object.
        let states = objects.map(\.backfillState)
        for state in BackfillState.allCases {
            let count = states.count { $0 == state }
            if count > 0 { self.objects[state] = count }
        }
        for object in objects {
            switch object.backfillState {
            case .active: oldestActiveStart = earliest(oldestActiveStart, object.lastStartTime)
            case .completed: lastCompleted = latest(lastCompleted, object.lastEndTime)
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
