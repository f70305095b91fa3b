internal import Datastream

/// What an object shows about a command whose answer was lost.
enum Settlement: Hashable {
    /// It was carried out.
    case happened
    /// The job was already as wanted, and still is: the API must have refused.
    case wasAlreadySo
    /// There is no sign of it; it may still come.
    case notSeen

    /// Compares what an object was before a command with what it is after.
    ///
    /// The time of the last start is what tells one run from another. Whoever started a run that is new to us, the object
    /// is where the operator wanted it.
    init(_ action: BackfillAction, before: StreamObject, after: StreamObject) {
        switch action {
        case .start: self = Self.ofStart(before: before, after: after)
        case .stop: self = Self.ofStop(before: before, after: after)
        }
    }

    private static func ofStart(before: StreamObject, after: StreamObject) -> Settlement {
        let (earlier, later) = (before.backfillJob?.lastStartTime, after.backfillJob?.lastStartTime)
        if let later, earlier.map({ later > $0 }) ?? true { return .happened }
        guard after.isRunning else { return .notSeen }
        return before.isRunning ? .wasAlreadySo : .happened
    }

    private static func ofStop(before: StreamObject, after: StreamObject) -> Settlement {
        if after.isRunning { return .notSeen }
        if after.backfillState == .stopped, before.isRunning { return .happened }
        return .wasAlreadySo
    }
}
