internal import Datastream
internal import Notation

extension StreamPlan {
    /// `Stream`, as proto3 JSON.
    func json(_ view: Stream, _ enums: EnumEncoding) -> JSON {
        let profiles = "\(name.parent)/connectionProfiles"
        let tasks: JSON = .message([
            "maxConcurrentBackfillTasks": sourceType == "salesforce" ? nil : .number(Int64(tasks))
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
