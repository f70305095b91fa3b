/// `BackfillJob.State`, and `NONE` for an object without a job.
public enum BackfillState: String, CaseIterable, Sendable, WireEnum {
    /// The object has no backfill job.
    case none = "NONE"
    case notStarted = "NOT_STARTED"
    case pending = "PENDING"
    case active = "ACTIVE"
    case stopped = "STOPPED"
    case failed = "FAILED"
    case completed = "COMPLETED"
    case unsupported = "UNSUPPORTED"
    /// Absent, unspecified, or unknown to this version.
    case unknown = "UNKNOWN"

    /// Whether nothing is going on and nothing is wrong; a switch, because it runs for every object.
    var isAtRest: Bool {
        switch self {
        case .completed, .none, .notStarted, .unknown: true
        case .pending, .active, .stopped, .failed, .unsupported: false
        }
    }

    static let wireNames = WireNames<Self>(unspecified: "STATE_UNSPECIFIED", allCases.filter { $0 != .none })
}
