internal import Datastream
internal import Notation

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
    /// `Error`, as proto3 JSON; its details say what failed: `BACKFILL`, `CDC` or the `STREAM`.
    func json(context: String) -> JSON {
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
    /// `SourceObjectIdentifier`, as proto3 JSON; a kind that clients do not know gets an `objectName`.
    fileprivate var json: JSON {
        let kind = Self.kinds.first { $0.type == type }
        let fields = [(kind?.namespaceField ?? "", namespace), (kind?.tableField ?? "objectName", table)]
        return .message([
            "\(type)Identifier": .object(
                fields.filter { !$0.1.isEmpty }.map { JSON.Member(key: $0.0, value: .string($0.1)) })
        ])
    }
}

extension Timestamp {
    /// RFC 3339 with 0, 3, 6 or 9 fractional digits, as proto3 JSON writes it.
    var json: JSON {
        let digits = max(fraction.utf8.count - 1, 0)
        if digits.isMultiple(of: 3) { return .string(description) }
        return .string(description.dropLast() + String(repeating: "0", count: 3 - digits % 3) + "Z")
    }
}
