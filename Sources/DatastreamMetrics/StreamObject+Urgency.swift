internal import Datastream

extension StreamObject {
    /// Whether the object is anything but fully loaded, completed and free of errors.
    var needsAttention: Bool {
        backfillState != .completed || isPartial || errorCount > 0
    }

    /// The number of ranks.
    static let urgencies = 8

    /// The rank under a limit: a lower rank is more urgent.
    var urgency: Int {
        if backfillState == .failed { return 0 }
        if errorCount > 0 { return 1 }
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
