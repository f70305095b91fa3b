internal import Datastream

extension StreamObject {
    /// Whether the object is anything but whole, completed and without errors.
    var needsAttention: Bool {
        backfillState != .completed || backfillJob?.isPartial == true || !errors.isEmpty
            || backfillJob?.errors.isEmpty == false
    }

    /// How many ranks there are.
    static let urgencies = 8

    /// The rank under a limit: the lower, the sooner a person wants to see it.
    var urgency: Int {
        if backfillState == .failed { return 0 }
        if !errors.isEmpty || backfillJob?.errors.isEmpty == false { return 1 }
        switch backfillState {
        case .unsupported: return 2
        case .active: return 3
        case .pending: return 4
        case .stopped: return 5
        case .notStarted: return 6
        case .failed, .none, .completed, .unknown: return 7
        }
    }
}
