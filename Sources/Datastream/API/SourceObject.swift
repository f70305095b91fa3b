internal import Notation

/// What a stream object is at its source, whatever kind of database that is.
public struct SourceObject: Hashable, Sendable {
    /// The identifier's key without `Identifier`: `mysql`, `postgresql`, or whatever comes.
    public var type: String
    /// The schema or the database; empty where the source has none.
    public var namespace: String
    /// The table, the collection or the object's name.
    public var table: String

    /// An object of known parts.
    public init(type: String, namespace: String, table: String) {
        self.type = type
        self.namespace = namespace
        self.table = table
    }

    /// Whether both are the same bytes.
    public static func == (left: SourceObject, right: SourceObject) -> Bool {
        ByteText(left.table) == ByteText(right.table) && ByteText(left.namespace) == ByteText(right.namespace)
            && ByteText(left.type) == ByteText(right.type)
    }

    /// The field names of one kind of identifier.
    public struct Kind: Hashable, Sendable {
        /// The identifier's key without `Identifier`.
        public let type: String
        /// The field of the schema or database; nil where the kind has none.
        public let namespaceField: String?
        /// The field of the table, collection or object.
        public let tableField: String
    }

    /// The kinds that the API knows today; any other is read by the field names that these use.
    public static let kinds: [Kind] = [
        Kind(type: "mysql", namespaceField: "database", tableField: "table"),
        Kind(type: "oracle", namespaceField: "schema", tableField: "table"),
        Kind(type: "postgresql", namespaceField: "schema", tableField: "table"),
        Kind(type: "sqlServer", namespaceField: "schema", tableField: "table"),
        Kind(type: "salesforce", namespaceField: nil, tableField: "objectName"),
        Kind(type: "mongodb", namespaceField: "database", tableField: "collection"),
        Kind(type: "spanner", namespaceField: "schema", tableField: "table"),
    ]

    /// `schema.table`, or the table alone; nil when nothing is known of it.
    public var label: String? {
        if table.isEmpty { return namespace.isEmpty ? nil : namespace }
        return namespace.isEmpty ? table : "\(namespace).\(table)"
    }
}

extension SourceObject {
    /// Reads the one identifier in a `sourceObject`; nil when there is none.
    init?(_ json: JSONElement) throws(DecodingFailure) {
        guard let (type, identifier) = try json.member(withSuffix: "Identifier") else { return nil }
        do throws(DecodingFailure) {
            self.init(
                type: type,
                namespace: try identifier.text(firstOf: Keys.namespace),
                table: try identifier.text(firstOf: Keys.table))
        } catch {
            throw error.inside("\(type)Identifier")
        }
    }

    private enum Keys {
        static let namespace: [JSONKey] = ["schema", "database"]
        static let table: [JSONKey] = ["table", "collection", JSONKey("objectName", "object_name")]
    }
}
