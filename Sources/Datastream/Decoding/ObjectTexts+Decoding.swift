internal import Notation

extension ObjectTexts {
    /// The bytes of a text in a document.
    private typealias Bytes = UnsafeBufferPointer<UInt8>

    /// Decodes the texts, with the single identifier in a `sourceObject`; former texts that are the same are reused.
    init(
        id: UnsafeBufferPointer<UInt8>, displayName: UnsafeBufferPointer<UInt8>?, source: JSONField,
        sharing former: ObjectTexts?
    ) throws(DecodingFailure) {
        let displayName = displayName ?? Bytes(start: nil, count: 0)
        let member = try source.object { json throws(DecodingFailure) in try json.member(withSuffix: "Identifier") }
        guard let member else {
            self.init(id: id, displayName: displayName, source: nil, sharing: former)
            return
        }
        let names: (namespace: Bytes, table: Bytes)
        do throws(DecodingFailure) {
            names = try member.value.withFields(Keys.all) { fields throws(DecodingFailure) in
                (try Self.first(of: Keys.namespace, in: fields), try Self.first(of: Keys.table, in: fields))
            }
        } catch {
            throw error.inside("\(member.stem.string)Identifier").inside(source.path)
        }
        self = member.stem.withUTF8 { type in
            ObjectTexts(
                id: id, displayName: displayName, source: (type, names.namespace, names.table), sharing: former)
        }
    }

    /// Joins the texts, unless they are the former ones.
    private init(
        id: Bytes, displayName: Bytes, source: (type: Bytes, namespace: Bytes, table: Bytes)?,
        sharing former: ObjectTexts?
    ) {
        if let former, former.areSame(id: id, displayName: displayName, source: source) {
            self = former
        } else {
            self.init(id: id, displayName: displayName, source: source)
        }
    }

    private func areSame(
        id: Bytes, displayName: Bytes, source: (type: Bytes, namespace: Bytes, table: Bytes)?
    ) -> Bool {
        guard has(id, as: .id), has(displayName, as: .displayName), hasSource == (source != nil) else { return false }
        guard let source else { return true }
        return has(source.type, as: .sourceType) && has(source.namespace, as: .namespace)
            && has(source.table, as: .table)
    }

    private func has(_ bytes: Bytes, as text: StreamObject.Text) -> Bool {
        withUTF8(of: text) { $0.hasSameBytes(as: bytes) }
    }

    /// The text of the first of these fields that is present; empty if none is.
    private static func first(of places: Range<Int>, in fields: UnsafeMutableBufferPointer<JSONField>)
        throws(DecodingFailure) -> Bytes
    {
        for place in places {
            if let text = try fields[place].utf8() { return text }
        }
        return Bytes(start: nil, count: 0)
    }

    private enum Keys {
        static let all = JSONKeys(
            "schema", "database", "table", "collection", JSONKey("objectName", "object_name"))
        static let (namespace, table) = (0..<2, 2..<5)
    }
}
