package import Datastream

/// How a backfill job may end.
package enum JobResult: String, CaseIterable, Sendable {
    case completed
    case failed
    case stopped
    case unsupported

    /// What a state says of the end of a job; nil while it says none.
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
