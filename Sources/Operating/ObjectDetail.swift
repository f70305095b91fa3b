public import Datastream
internal import Notation

/// All that is known of one object, for people.
public enum ObjectDetail {
    /// The object in lines, each with its end; they are broken where the terminal has so many columns.
    public static func text(of target: Target, columns: Int?) -> String {
        let object = target.object
        let job = object.backfillJob
        let source = object.sourceObject
        let rows: [(String, String?)] = [
            ("object", object.label), ("name", "\(target.name)"),
            ("source", source.map { "\($0.type) \($0.label ?? "")" }), ("state", object.backfillState.rawValue),
            ("trigger", job?.trigger.rawValue), ("started", job?.lastStartTime?.description),
            ("ended", job?.lastEndTime?.description), ("where", job?.sqlWhereClause),
            ("created", object.createTime?.description), ("updated", object.updateTime?.description),
        ]
        var text = rows.reduce(into: "") { text, row in
            guard let value = row.1 else { return }
            text += "\(VisibleText.padded(row.0, to: 9))\(VisibleText.escaped(value))\n"
        }
        text += errors(job?.errors ?? [], title: "errors of the backfill", columns)
        text += errors(object.errors, title: "errors of the object", columns)
        return text
    }

    /// The errors of an object in full, as they stand below its row.
    public static func errors(of object: StreamObject, columns: Int?) -> String {
        object.allErrors.reduce(into: "") { $0 += lines(of: $1, columns) }
    }

    private static func errors(_ errors: [ReportedError], title: String, _ columns: Int?) -> String {
        errors.isEmpty ? "" : errors.reduce(into: "\(title):\n") { $0 += lines(of: $1, columns) }
    }

    private static func lines(of error: ReportedError, _ columns: Int?) -> String {
        let head = [error.reason, error.errorTime?.description ?? "", error.errorUuid].filter { !$0.isEmpty }
        let first = indented(head.joined(separator: "  "), by: 2, columns)
        // The API's own line ends part an error's message; they stay.
        let message = error.message.split(whereSeparator: \.isNewline).map { indented(String($0), by: 6, columns) }
        return first + message.joined()
    }

    private static func indented(_ text: String, by indent: Int, _ columns: Int?) -> String {
        VisibleText.wrapped(VisibleText.escaped(text), to: columns.map { max(20, $0 - indent) }).reduce(into: "") {
            $0 += String(repeating: " ", count: indent) + $1 + "\n"
        }
    }
}
