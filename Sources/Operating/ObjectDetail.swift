internal import Datastream
internal import Notation

/// Everything known about one object, as text.
package enum ObjectDetail {
    /// The object as lines, each with its line ending.
    ///
    /// Lines are wrapped to the terminal's width, if there is one.
    package static func text(of target: Target, columns: Int?) -> String {
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
        text += titled("errors of the backfill", lines(of: job?.errors ?? [], in: target.jobJSON, columns))
        text += titled("errors of the object", lines(of: object.errors, in: target.json, columns))
        return text
    }

    /// The complete errors of an object, to be shown below its row.
    package static func errors(of target: Target, columns: Int?) -> String {
        lines(of: target.object.backfillJob?.errors ?? [], in: target.jobJSON, columns)
            + lines(of: target.object.errors, in: target.json, columns)
    }

    private static func titled(_ title: String, _ lines: String) -> String {
        lines.isEmpty ? "" : "\(title):\n\(lines)"
    }

    /// The errors, each with the details from the JSON that it was read from.
    private static func lines(of errors: [ReportedError], in json: WrittenJSON?, _ columns: Int?) -> String {
        let written = json?.member("errors")?.elements ?? []
        return errors.enumerated().reduce(into: "") { text, error in
            let json = error.offset < written.count ? written[error.offset] : nil
            text += lines(of: error.element, columns)
            for (key, value) in json?.member("details")?.members ?? [] {
                let words = value.string ?? value.line
                text += indented("\(key): \(words)", by: 6, columns)
            }
        }
    }

    private static func lines(of error: ReportedError, _ columns: Int?) -> String {
        let head = [error.reason, error.errorTime?.description ?? "", error.errorUuid].filter { !$0.isEmpty }
        let first = indented(head.joined(separator: "  "), by: 2, columns)
        // Line breaks in the API's error message are kept.
        let message = error.message.split(whereSeparator: \.isNewline).map { indented(String($0), by: 6, columns) }
        return first + message.joined()
    }

    private static func indented(_ text: String, by indent: Int, _ columns: Int?) -> String {
        VisibleText.wrapped(VisibleText.escaped(text), to: columns.map { max(20, $0 - indent) }).reduce(into: "") {
            $0 += String(repeating: " ", count: indent) + $1 + "\n"
        }
    }
}

extension Target {
    /// The backfill job as the API wrote it.
    fileprivate var jobJSON: WrittenJSON? { json?.member("backfillJob", or: "backfill_job") }
}
