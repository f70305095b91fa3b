internal import Datastream

/// What an object shows about a command whose response was lost.
enum Settlement: Hashable {
    /// The command took effect.
    case happened
    /// The job was already in the wanted state and still is: the API must have refused.
    case wasAlreadySo
    /// The command has shown no effect yet, but still may.
    case notSeen

    /// Compares the object before a command with the object after it.
    ///
    /// The time of the last start distinguishes one run from another. Whoever started a new run, the object is in the
    /// state that the operator wanted.
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
