package import Datastream
internal import Notation

extension SourceObject {
    /// `{"sourceObjectIdentifier":{"mysqlIdentifier":{"database":"shop","table":"orders"}}}`, and likewise for each
    /// kind.
    var lookupBody: JSON {
        let kind = Self.kinds.first { $0.type == type }
        var fields: [JSON.Member] = []
        if let field = kind?.namespaceField, !namespace.isEmpty {
            fields.append(JSON.Member(key: field, value: .string(namespace)))
        }
        fields.append(JSON.Member(key: kind?.tableField ?? "table", value: .string(table)))
        let identifier = JSON.object([JSON.Member(key: "\(type)Identifier", value: .object(fields))])
        return .members(["sourceObjectIdentifier": identifier])
    }

    /// Whether the API may mean this object when asked for another one's name.
    ///
    /// A source may ignore case, and the schema that Spanner uses by default has no name.
    func mayBe(_ asked: SourceObject) -> Bool {
        table.lowercased() == asked.table.lowercased()
            && (asked.namespace.isEmpty || namespace.lowercased() == asked.namespace.lowercased())
    }

    /// What is missing to identify an object of a source.
    package enum Gap: Error, Hashable, Sendable {
        /// The schema or the database, by the name that the source uses for it.
        case namespace(field: String)
        /// The API has no identifier for objects of this kind of source.
        case kind(String)
    }

    /// Parses the name of an object, such as `shop.orders`, for a kind of source.
    ///
    /// The first dot ends the schema or database, unless `namespace` gives it separately. For a source without either,
    /// the whole text is the table.
    package init(parsing text: String, namespace: String?, type: String) throws(Gap) {
        guard let kind = Self.kinds.first(where: { $0.type == type }) else { throw .kind(type) }
        guard let field = kind.namespaceField else {
            self.init(type: type, namespace: "", table: text)
            return
        }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if let namespace {
            self.init(type: type, namespace: namespace, table: text)
        } else if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty {
            self.init(type: type, namespace: parts[0], table: parts[1])
        } else if type == "spanner" {
            // The default schema of a Spanner database has no name.
            self.init(type: type, namespace: "", table: text)
        } else {
            throw .namespace(field: field)
        }
    }
}
