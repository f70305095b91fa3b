internal import CSimdjson

// An absent or null field is nil. A field of another type is a failure that names it.
extension JSONElement {
    /// The text of a field.
    package func text(_ key: JSONKey) throws(DecodingFailure) -> String? { try field(key).text() }

    /// An object in a field.
    package func object(_ key: JSONKey) throws(DecodingFailure) -> JSONElement? { try field(key).object() }

    /// Decodes each object in the array of a field; empty if the field is absent.
    package func objects<Item>(
        _ key: JSONKey, _ decode: (JSONElement) throws(DecodingFailure) -> Item
    ) throws(DecodingFailure) -> [Item] { try field(key).objects(decode) }

    /// The texts in the array of a field; empty if the field is absent.
    package func texts(_ key: JSONKey) throws(DecodingFailure) -> [String] { try field(key).texts() }

    /// Longest array that is read.
    ///
    /// A longer one fails the page, since the API's own pages have at most 1,000 items.
    package static let maximumItems = 10_000

    /// The first object whose key has the suffix; null values are passed over.
    package func member(withSuffix suffix: StaticString) throws(DecodingFailure) -> JSONMember? {
        var children = children
        while let (key, value) = children.nextKeyBytes() {
            guard value.kind != .null, let stem = JSONMember.Stem(of: key, before: suffix) else { continue }
            guard value.isObject else {
                throw value.wrongType(expected: "an object").inside(String(decoding: key, as: UTF8.self))
            }
            return JSONMember(stem: stem, value: value)
        }
        return nil
    }

    func wrongType(expected: String) -> DecodingFailure {
        DecodingFailure("expected \(expected), found \(kind.name)")
    }
}
