internal import Datastream

extension JSONValue {
    /// An object as scripts read it: in the API's words, with what people call it and its state in front.
    public init(_ target: Target) {
        let object = target.object
        self = .members([
            "name": .string("\(target.name)"),
            "object": .string(object.label),
            "state": .string(object.backfillState.rawValue),
            "displayName": object.displayName.isEmpty ? nil : .string(object.displayName),
            "sourceObject": object.sourceObject.map(Self.init(source:)),
            "backfillJob": object.backfillJob.map(Self.init(job:)),
            "errors": .array(object.errors.map(Self.init(error:))),
            "createTime": object.createTime.map { .string("\($0)") },
            "updateTime": object.updateTime.map { .string("\($0)") },
        ])
    }

    private init(source: SourceObject) {
        self = .members([
            "type": .string(source.type),
            "namespace": source.namespace.isEmpty ? nil : .string(source.namespace),
            "table": .string(source.table),
        ])
    }

    private init(job: BackfillJob) {
        self = .members([
            "state": .string(job.state.rawValue),
            "trigger": .string(job.trigger.rawValue),
            "lastStartTime": job.lastStartTime.map { .string("\($0)") },
            "lastEndTime": job.lastEndTime.map { .string("\($0)") },
            "errors": .array(job.errors.map(Self.init(error:))),
            "eventFilter": job.sqlWhereClause.map { .members(["sqlWhereClause": .string($0)]) },
        ])
    }

    private init(error: ReportedError) {
        self = .members([
            "reason": .string(error.reason),
            "errorUuid": error.errorUuid.isEmpty ? nil : .string(error.errorUuid),
            "message": .string(error.message),
            "errorTime": error.errorTime.map { .string("\($0)") },
        ])
    }
}
