/// The JSON of the simulated API, written without the program's own writer.
enum ServedJSON {
    static func text(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    /// A time as RFC 3339 writes it.
    static func time(_ seconds: Int) -> String {
        let days = seconds / 86_400
        var (year, day) = (1970, days)
        while day >= (isLeap(year) ? 366 : 365) {
            day -= isLeap(year) ? 366 : 365
            year += 1
        }
        var month = 1
        let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        while day >= lengths[month - 1] {
            day -= lengths[month - 1]
            month += 1
        }
        let second = seconds % 86_400
        return
            "\"\(year)-\(two(month))-\(two(day + 1))T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z\""
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// A value of an enumeration: a name, or a number.
    private static func value(_ value: String) -> String { Int(value) == nil ? text(value) : value }

    static func error(_ error: TrueError) -> String {
        var fields = ["\"reason\":\(text(error.reason))", "\"message\":\(text(error.message))"]
        if !error.uuid.isEmpty { fields.append("\"errorUuid\":\(text(error.uuid))") }
        fields.append("\"errorTime\":\(time(error.time))")
        return "{\(fields.joined(separator: ","))}"
    }

    private static func errors(_ errors: [TrueError]) -> String { "[\(errors.map(error).joined(separator: ","))]" }

    static func stream(_ stream: TrueStream) -> String {
        var fields = [
            "\"name\":\(text(stream.name))", "\"displayName\":\(text(stream.displayName))",
            "\"state\":\(value(stream.state))", "\"futureField\":{\"deep\":[1,null,{}]}",
            "\"sourceConfig\":{\"sourceConnectionProfile\":\"x\",\"mysqlSourceConfig\":{}}",
            "\"destinationConfig\":{\"bigqueryDestinationConfig\":{}}", "\"backfillAll\":{}",
        ]
        if !stream.errors.isEmpty { fields.append("\"errors\":\(errors(stream.errors))") }
        if let created = stream.created { fields.append("\"createTime\":\(time(created))") }
        if let updated = stream.updated { fields.append("\"updateTime\":\(time(updated))") }
        return "{\(fields.joined(separator: ","))}"
    }

    /// An object of a stream; `isWrong` gives a known field another type.
    static func object(_ object: TrueObject, of stream: TrueStream, isWrong: Bool = false) -> String {
        var fields = [
            "\"name\":\(text("\(stream.name)/objects/\(object.id)"))",
            "\"displayName\":\(isWrong ? "{}" : text(object.displayName))",
        ]
        if let kind = object.kind {
            fields.append("\"sourceObject\":{\"\(kind)Identifier\":{\(identifier(object, kind))}}")
        }
        if let job = object.job { fields.append("\"backfillJob\":\(self.job(job))") }
        if !object.errors.isEmpty { fields.append("\"errors\":\(errors(object.errors))") }
        if let created = object.created { fields.append("\"createTime\":\(time(created))") }
        if let updated = object.updated { fields.append("\"updateTime\":\(time(updated))") }
        return "{\(fields.joined(separator: ","))}"
    }

    private static func identifier(_ object: TrueObject, _ kind: String) -> String {
        switch kind {
        case "salesforce": "\"objectName\":\(text(object.table))"
        case "mongodb": "\"database\":\(text(object.namespace)),\"collection\":\(text(object.table))"
        case "mysql": "\"database\":\(text(object.namespace)),\"table\":\(text(object.table))"
        default: "\"schema\":\(text(object.namespace)),\"table\":\(text(object.table))"
        }
    }

    private static func job(_ job: TrueObject.Job) -> String {
        var fields = ["\"state\":\(value(job.state))", "\"trigger\":\(value(job.trigger))"]
        if let start = job.start { fields.append("\"lastStartTime\":\(time(start))") }
        if let end = job.end { fields.append("\"lastEndTime\":\(time(end))") }
        if !job.errors.isEmpty { fields.append("\"errors\":\(errors(job.errors))") }
        if let clause = job.clause { fields.append("\"eventFilter\":{\"sqlWhereClause\":\(text(clause))}") }
        return "{\(fields.joined(separator: ","))}"
    }

    /// A page of a listing.
    static func page(_ key: String, _ items: [String], token: String?, unreachable: [String] = []) -> String {
        var fields: [String] = []
        if !items.isEmpty { fields.append("\"\(key)\":[\(items.joined(separator: ","))]") }
        if let token { fields.append("\"nextPageToken\":\(text(token))") }
        if !unreachable.isEmpty { fields.append("\"unreachable\":[\(unreachable.map(text).joined(separator: ","))]") }
        return "{\(fields.joined(separator: ","))}"
    }

    /// The body of an error.
    static func refusal(_ status: Int, _ name: String, _ message: String) -> String {
        "{\"error\":{\"code\":\(status),\"message\":\(text(message)),\"status\":\(text(name))}}"
    }
}
