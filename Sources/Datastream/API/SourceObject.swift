internal import Notation

/// A stream object's identity at its source, for any kind of database.
public struct SourceObject: Hashable, Sendable {
    /// The identifier's key without `Identifier`: `mysql`, `postgresql`, or an unknown one.
    public var type: String
    /// The schema or database; empty where the source has none.
    public var namespace: String
    /// The name of the table, collection or object.
    public var table: String

    /// Creates an object from its fields.
    public init(type: String, namespace: String, table: String) {
        self.type = type
        self.namespace = namespace
        self.table = table
    }

    /// Compares byte by byte.
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

    /// The kinds that the API has today; any other kind is read with the field names of these.
    public static let kinds: [Kind] = [
        Kind(type: "mysql", namespaceField: "database", tableField: "table"),
        Kind(type: "oracle", namespaceField: "schema", tableField: "table"),
        Kind(type: "postgresql", namespaceField: "schema", tableField: "table"),
        Kind(type: "sqlServer", namespaceField: "schema", tableField: "table"),
        Kind(type: "salesforce", namespaceField: nil, tableField: "objectName"),
        Kind(type: "mongodb", namespaceField: "database", tableField: "collection"),
        Kind(type: "spanner", namespaceField: "schema", tableField: "table"),
    ]

    /// `schema.table`, or only the part that is known; nil when neither is.
    public var label: String? {
        if table.isEmpty { return namespace.isEmpty ? nil : namespace }
        return namespace.isEmpty ? table : "\(namespace).\(table)"
    }
}
