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

    /// `BackfillJob.Trigger`: who started a job.
    public enum Trigger: String, CaseIterable, Sendable, WireEnum {
        case automatic = "AUTOMATIC"
        case manual = "MANUAL"
        case unknown = "UNKNOWN"

        static let wireNames = WireNames<Self>(unspecified: "TRIGGER_UNSPECIFIED")
    }
}

extension BackfillJob {
    init(_ json: JSONElement, _ notes: inout DecodingNotes) throws(DecodingFailure) {
        self = try json.withFields(Keys.all) { fields throws(DecodingFailure) in
            BackfillJob(
                state: try fields[Keys.state].enumeration(of: "BackfillJob", &notes),
                trigger: try fields[Keys.trigger].enumeration(of: "BackfillJob", &notes),
                lastStartTime: try fields[Keys.lastStartTime].timestamp(of: "BackfillJob", &notes),
                lastEndTime: try fields[Keys.lastEndTime].timestamp(of: "BackfillJob", &notes),
                errors: try ReportedError.list(in: fields[Keys.errors], &notes),
                // "Empty or unset" means the whole object.
                sqlWhereClause: try fields[Keys.eventFilter].object { filter throws(DecodingFailure) in
                    try filter.text(Keys.sqlWhereClause).flatMap { $0.isEmpty ? nil : $0 }
                })
        }
    }

    private enum Keys {
        static let all = JSONKeys(
            "state", "trigger", JSONKey("lastStartTime", "last_start_time"), JSONKey("lastEndTime", "last_end_time"),
            "errors", JSONKey("eventFilter", "event_filter"))
        static let (state, trigger, lastStartTime, lastEndTime, errors, eventFilter) = (0, 1, 2, 3, 4, 5)
        static let sqlWhereClause = JSONKey("sqlWhereClause", "sql_where_clause")
    }
}
