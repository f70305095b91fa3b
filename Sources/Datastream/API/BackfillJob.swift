public import Notation

/// The latest backfill job of a stream object; the API keeps no earlier one.
public struct BackfillJob: Hashable, Sendable {
    /// The state of the job.
    public var state: BackfillState
    /// Who started it.
    public var trigger: Trigger
    /// When the job last started; nothing else distinguishes one run from another.
    public var lastStartTime: Timestamp?
    /// When the job last ended; absent while it runs and before its first run.
    public var lastEndTime: Timestamp?
    /// What caused the job to fail.
    public var errors: [ReportedError]
    /// The WHERE clause of a partial backfill; nil when the whole object is loaded.
    public var sqlWhereClause: String?

    /// Creates a job from its fields.
    public init(
        state: BackfillState, trigger: Trigger = .unknown, lastStartTime: Timestamp? = nil,
        lastEndTime: Timestamp? = nil, errors: [ReportedError] = [], sqlWhereClause: String? = nil
    ) {
        self.state = state
        self.trigger = trigger
        self.lastStartTime = lastStartTime
        self.lastEndTime = lastEndTime
        self.errors = errors
        self.sqlWhereClause = sqlWhereClause
    }

    /// Whether the job loads only part of the object.
    public var isPartial: Bool { sqlWhereClause != nil }

    /// `BackfillJob.Trigger`: who started a job.
    public enum Trigger: String, CaseIterable, Sendable, WireEnum {
        case automatic = "AUTOMATIC"
        case manual = "MANUAL"
        case unknown = "UNKNOWN"

        static let unspecified = "TRIGGER_UNSPECIFIED"
        static let numbered: [Trigger] = [.unknown, .automatic, .manual]
    }
}

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

    static let unspecified = "STATE_UNSPECIFIED"
    static let numbered: [BackfillState] = [
        .unknown, .notStarted, .pending, .active, .stopped, .failed, .completed, .unsupported,
    ]
}

extension BackfillJob {
    init(_ json: JSONElement, _ notes: inout DecodingNotes) throws(DecodingFailure) {
        self.init(
            state: try json.enumeration(Keys.state, of: "BackfillJob", &notes),
            trigger: try json.enumeration(Keys.trigger, of: "BackfillJob", &notes),
            lastStartTime: try json.timestamp(Keys.lastStartTime, of: "BackfillJob", &notes),
            lastEndTime: try json.timestamp(Keys.lastEndTime, of: "BackfillJob", &notes),
            errors: try ReportedError.list(in: json, &notes),
            // "Empty or unset" means the whole object.
            sqlWhereClause: try json.object(Keys.eventFilter) { filter throws(DecodingFailure) in
                try filter.text(Keys.sqlWhereClause).flatMap { $0.isEmpty ? nil : $0 }
            })
    }

    private enum Keys {
        static let state: JSONKey = "state"
        static let trigger: JSONKey = "trigger"
        static let lastStartTime = JSONKey("lastStartTime", "last_start_time")
        static let lastEndTime = JSONKey("lastEndTime", "last_end_time")
        static let eventFilter = JSONKey("eventFilter", "event_filter")
        static let sqlWhereClause = JSONKey("sqlWhereClause", "sql_where_clause")
    }
}
