package import Datastream

/// How a backfill job ended.
package enum JobResult: String, CaseIterable, Sendable {
    case completed
    case failed
    case stopped
    case unsupported

    /// The result that a final state stands for; nil for any other state.
    package init?(_ state: BackfillState) {
        switch state {
        case .completed: self = .completed
        case .failed: self = .failed
        case .stopped: self = .stopped
        case .unsupported: self = .unsupported
        case .none, .notStarted, .pending, .active, .unknown: return nil
        }
    }
}
