internal import Datastream
internal import FoundationEssentials

/// The body of a POST: empty, or a JSON object with the fields that the methods accept.
struct RequestBody: Hashable, Sendable, Decodable {
    private var sourceObjectIdentifier: [String: [String: String]]?
    private var eventFilter: EventFilter?

    private struct EventFilter: Hashable, Sendable, Decodable {
        var sqlWhereClause: String?
    }

    /// Parses a body.
    ///
    /// - Throws: `INVALID_ARGUMENT` when it is neither empty nor such an object.
    init(_ bytes: [UInt8]) throws(APIFailure) {
        do {
            self = try JSONDecoder().decode(RequestBody.self, from: Data(bytes.isEmpty ? Array("{}".utf8) : bytes))
        } catch {
            throw APIFailure.invalidArgument("Invalid JSON payload received.")
        }
    }

    /// The WHERE clause of a partial backfill; nil, or empty in the body, for the whole object.
    var whereClause: String? { eventFilter?.sqlWhereClause.flatMap { $0.isEmpty ? nil : $0 } }

    /// The source identifier of the object to look up.
    ///
    /// - Throws: `INVALID_ARGUMENT` when the body names no identifier, or one without a table.
    func source() throws(APIFailure) -> SourceObject {
        guard let (key, fields) = sourceObjectIdentifier?.first, key.hasSuffix("Identifier") else {
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
