internal import Datastream
internal import Notation

/// The body of a POST: empty, or a JSON object with the fields that the methods accept.
struct RequestBody: Hashable, Sendable {
    /// The fields of each source identifier in the body.
    private var identifiers: [String: [String: String]] = [:]
    private var sqlWhereClause: String?

    /// Parses a body.
    ///
    /// - Throws: `INVALID_ARGUMENT` when it is neither empty nor such an object.
    init(_ bytes: [UInt8]) throws(APIFailure) {
        if bytes.isEmpty { return }
        do throws(DecodingFailure) {
            let document = try JSONDocument(parsing: bytes)
            guard document.root.isObject else { throw DecodingFailure("not an object") }
            identifiers = try Self.identifiers(in: document.root.object(Keys.sourceObjectIdentifier))
            sqlWhereClause = try document.root.object(Keys.eventFilter)?.text(Keys.sqlWhereClause)
        } catch {
            throw APIFailure.invalidArgument("Invalid JSON payload received.")
        }
    }

    private static func identifiers(in json: JSONElement?) throws(DecodingFailure) -> [String: [String: String]] {
        var identifiers: [String: [String: String]] = [:]
        try json?.forEachChild { key, identifier throws(DecodingFailure) in
            guard identifier.isObject else { throw DecodingFailure("not an object").inside(key) }
            var fields: [String: String] = [:]
            try identifier.forEachChild { name, value throws(DecodingFailure) in
                guard let text = value.text else { throw DecodingFailure("not a string").inside(name) }
                fields[name] = text
            }
            identifiers[key] = fields
        }
        return identifiers
    }

    private enum Keys {
        static let sourceObjectIdentifier = JSONKey("sourceObjectIdentifier", "source_object_identifier")
        static let eventFilter = JSONKey("eventFilter", "event_filter")
        static let sqlWhereClause = JSONKey("sqlWhereClause", "sql_where_clause")
    }

    /// The WHERE clause of a partial backfill; nil, or empty in the body, for the whole object.
    var whereClause: String? { sqlWhereClause.flatMap { $0.isEmpty ? nil : $0 } }

    /// The source identifier of the object to look up.
    ///
    /// - Throws: `INVALID_ARGUMENT` when the body names no identifier, or one without a table.
    func source() throws(APIFailure) -> SourceObject {
        guard let (key, fields) = identifiers.first, key.hasSuffix("Identifier") else {
            throw .invalidArgument("The source object identifier is missing.")
        }
        let type = String(key.dropLast("Identifier".count))
        let kind = SourceObject.kinds.first { $0.type == type }
        let table = fields[kind?.tableField ?? "objectName"] ?? ""
        guard !table.isEmpty else { throw .invalidArgument("The source object identifier names no object.") }
        let namespace = kind?.namespaceField.flatMap { fields[$0] } ?? ""
        return SourceObject(type: type, namespace: namespace, table: table)
    }
}
