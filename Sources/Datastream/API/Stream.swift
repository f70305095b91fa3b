public import Notation

/// A stream: one replication from a source to a destination.
public struct Stream: Hashable, Sendable {
    /// The full resource name, with the project as it was requested.
    public var name: StreamName
    /// The human-readable name.
    public var displayName: String
    /// What the stream is doing.
    public var state: State
    /// The key of the source configuration without `SourceConfig`, such as `mysql`; empty when absent.
    public var sourceType: String
    /// The key of the destination configuration without `DestinationConfig`, such as `bigquery`; empty when absent.
    public var destinationType: String
    /// Whether objects are backfilled automatically: `backfillAll` or `backfillNone`; empty when absent.
    public var backfillStrategy: String
    /// The active errors on the stream itself.
    public var errors: [ReportedError]
    /// When the stream was created.
    public var createTime: Timestamp?
    /// When the stream was last changed.
    public var updateTime: Timestamp?

    /// Creates a stream from its fields.
    public init(
        name: StreamName, displayName: String = "", state: State = .unknown, sourceType: String = "",
        destinationType: String = "", backfillStrategy: String = "", errors: [ReportedError] = [],
        createTime: Timestamp? = nil, updateTime: Timestamp? = nil
    ) {
        self.name = name
        self.displayName = displayName
        self.state = state
        self.sourceType = sourceType
        self.destinationType = destinationType
        self.backfillStrategy = backfillStrategy
        self.errors = errors
        self.createTime = createTime
        self.updateTime = updateTime
    }

    /// `Stream.State`: what a stream is doing.
    public enum State: String, CaseIterable, Sendable, WireEnum {
        case notStarted = "NOT_STARTED"
        case running = "RUNNING"
        case paused = "PAUSED"
        case maintenance = "MAINTENANCE"
        case failed = "FAILED"
        case failedPermanently = "FAILED_PERMANENTLY"
        case starting = "STARTING"
        case draining = "DRAINING"
        /// Absent, unspecified, or unknown to this version.
        case unknown = "UNKNOWN"

        static let wireNames = WireNames<Self>(unspecified: "STATE_UNSPECIFIED")
    }
}

extension Stream {
    /// Decodes a stream and checks that it belongs to the requested project and, unless that is `-`, location.
    init(
        _ json: JSONElement, inProject project: String, location: String, _ notes: inout DecodingNotes
    ) throws(DecodingFailure) {
        guard let text = try json.text(Keys.name) else { throw DecodingFailure("a stream without a name") }
        guard var name = StreamName(text) else {
            throw DecodingFailure("not the name of a stream").inside(Keys.name.path)
        }
        guard ResourceName.isSameProject(project, name.project), location == "-" || location == name.location else {
            throw DecodingFailure("the stream belongs to another project or location").inside(Keys.name.path)
        }
        name.project = project
        self.init(
            name: name,
            displayName: try json.text(Keys.displayName) ?? "",
            state: try json.field(Keys.state).enumeration(of: "Stream", &notes),
            sourceType: try Self.kind(in: json, Keys.sourceConfig, suffix: "SourceConfig"),
            destinationType: try Self.kind(in: json, Keys.destinationConfig, suffix: "DestinationConfig"),
            backfillStrategy: try Self.backfillStrategy(json),
            errors: try ReportedError.list(in: json.field(Keys.errors), &notes),
            createTime: try json.field(Keys.createTime).timestamp(of: "Stream", &notes),
            updateTime: try json.field(Keys.updateTime).timestamp(of: "Stream", &notes))
    }

    private static func kind(
        in json: JSONElement, _ key: JSONKey, suffix: StaticString
    ) throws(DecodingFailure) -> String {
        try json.field(key).object { config throws(DecodingFailure) in
            try config.member(withSuffix: suffix)?.stem.string
        }
            ?? ""
    }

    private static func backfillStrategy(_ json: JSONElement) throws(DecodingFailure) -> String {
        for strategy in [Keys.backfillAll, Keys.backfillNone] where try json.object(strategy) != nil {
            return strategy.path
        }
        return ""
    }

    private enum Keys {
        static let name: JSONKey = "name"
        static let displayName = JSONKey("displayName", "display_name")
        static let state: JSONKey = "state"
        static let sourceConfig = JSONKey("sourceConfig", "source_config")
        static let destinationConfig = JSONKey("destinationConfig", "destination_config")
        static let backfillAll = JSONKey("backfillAll", "backfill_all")
        static let backfillNone = JSONKey("backfillNone", "backfill_none")
        static let errors: JSONKey = "errors"
        static let createTime = JSONKey("createTime", "create_time")
        static let updateTime = JSONKey("updateTime", "update_time")
    }
}
