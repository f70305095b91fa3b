internal import Datastream

/// How a client wants enums: `$alt=json;enum-encoding=int` asks for numbers.
enum EnumEncoding: Hashable, Sendable {
    case names
    case numbers

    /// An enum value; its number is its place in the list of names, in which the first is the default.
    func json(_ name: String, among names: [String]) -> JSON? {
        guard let number = names.firstIndex(of: name) else { return nil }
        return switch self {
        case .names: number == 0 ? nil : .string(name)
        case .numbers: .number(number)
        }
    }
}

extension StreamObject {
    /// `StreamObject`, as proto3 JSON.
    func json(in stream: StreamName, _ enums: EnumEncoding) -> JSON {
        .message([
            "name": .string("\(stream)/objects/\(id)"),
            "createTime": createTime?.json,
            "updateTime": updateTime?.json,
            "displayName": .string(displayName),
            "errors": .array(errors.map { $0.json(context: "CDC") }),
            "backfillJob": backfillJob?.json(enums),
            "sourceObject": sourceObject?.json,
        ])
    }
}

extension BackfillJob {
    /// `BackfillJob`, as proto3 JSON.
    fileprivate func json(_ enums: EnumEncoding) -> JSON {
        .message([
            "state": enums.json(state.rawValue, among: Self.states),
            "trigger": enums.json(trigger.rawValue, among: Self.triggers),
            "lastStartTime": lastStartTime?.json,
            "lastEndTime": lastEndTime?.json,
            "errors": .array(errors.map { $0.json(context: "BACKFILL") }),
            "eventFilter": sqlWhereClause.map { .message(["sqlWhereClause": .string($0)]) },
        ])
    }

    private static let states = [
        "STATE_UNSPECIFIED", "NOT_STARTED", "PENDING", "ACTIVE", "STOPPED", "FAILED", "COMPLETED", "UNSUPPORTED",
    ]
    private static let triggers = ["TRIGGER_UNSPECIFIED", "AUTOMATIC", "MANUAL"]
}

extension ReportedError {
    /// `Error`, as proto3 JSON.
    fileprivate func json(context: String) -> JSON {
        .message([
            "reason": .string(reason),
            "errorUuid": .string(errorUuid),
            "message": .string(message),
            "errorTime": errorTime?.json,
            "details": .message(["context": .string(context)]),
        ])
    }
}

extension SourceObject {
    /// `SourceObjectIdentifier`, as proto3 JSON; a kind that clients do not know has an `objectName`.
    fileprivate var json: JSON {
        let kind = Self.kinds.first { $0.type == type }
        let fields = [(kind?.namespaceField ?? "", namespace), (kind?.tableField ?? "objectName", table)]
        return .message([
            "\(type)Identifier": .object(
                fields.filter { !$0.1.isEmpty }.map { JSON.Member(key: $0.0, value: .string($0.1)) })
        ])
    }
}

extension StreamPlan {
    /// `Stream`, as proto3 JSON.
    func json(_ view: Stream, _ enums: EnumEncoding) -> JSON {
        let profiles = "\(name.parent)/connectionProfiles"
        let tasks: JSON = .message([
            "maxConcurrentBackfillTasks": sourceType == "salesforce" ? nil : .number(tasks)
        ])
        return .message([
            "name": .string("\(name)"),
            "createTime": view.createTime?.json,
            "updateTime": view.updateTime?.json,
            "labels": .message(["team": .string(team)]),
            "displayName": .string(displayName),
            "sourceConfig": .message([
                "sourceConnectionProfile": .string("\(profiles)/\(name.stream)-source"),
                "\(sourceType)SourceConfig": tasks,
            ]),
            "destinationConfig": .message([
                "destinationConnectionProfile": .string("\(profiles)/warehouse"),
                "bigqueryDestinationConfig": .message([
                    "dataFreshness": .string("900s"),
                    "singleTargetDataset": .message(["datasetId": .string("demo:\(team)")]),
                ]),
            ]),
            "state": enums.json(view.state.rawValue, among: Self.states),
            view.backfillStrategy: .message([:]),
            "errors": .array(view.errors.map { $0.json(context: "STREAM") }),
        ])
    }

    private static let states = [
        "STATE_UNSPECIFIED", "NOT_STARTED", "RUNNING", "PAUSED", "MAINTENANCE", "FAILED", "FAILED_PERMANENTLY",
        "STARTING", "DRAINING",
    ]

    /// `Location`, as proto3 JSON.
    static func json(location id: String) -> JSON {
        .message([
            "name": .string("projects/\(project)/locations/\(id)"),
            "locationId": .string(id),
            "labels": .message(["cloud.googleapis.com/region": .string(id)]),
        ])
    }
}

extension Timestamp {
    /// RFC 3339 with 0, 3, 6 or 9 digits of fraction, as proto3 JSON writes them.
    fileprivate var json: JSON {
        if nanoseconds == 0 { return .string(description) }
        let digits = fraction.utf8.count - 1
        return .string(description.dropLast() + String(repeating: "0", count: (3 - digits % 3) % 3) + "Z")
    }
}
