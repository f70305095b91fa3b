internal import CSimdjson

// An absent or null field is nil. A field of another type is a failure that names it. Methods that take a closure are
// inlinable, since pages are decoded in another module.
extension JSONElement {
    /// The text of a field.
    package func text(_ key: JSONKey) throws(DecodingFailure) -> String? { try string(key)?.text }

    /// The text of a field.
    ///
    /// If it equals the former text, returns that one, so that both share memory.
    package func text(_ key: JSONKey, sharing former: String?) throws(DecodingFailure) -> String? {
        try string(key)?.withUTF8 { String($0, sharing: former) }
    }

    /// A string in a field.
    package func string(_ key: JSONKey) throws(DecodingFailure) -> JSONElement? {
        guard let value = self[key] else { return nil }
        guard value.kind == .string else { throw value.wrongType(expected: "a string").inside(key.path) }
        return value
    }

    /// The text of the first of these fields that is present; empty if none is.
    package func text(firstOf keys: [JSONKey]) throws(DecodingFailure) -> String {
        for key in keys {
            if let text = try text(key) { return text }
        }
        return ""
    }

    /// An object in a field.
    package func object(_ key: JSONKey) throws(DecodingFailure) -> JSONElement? {
        guard let value = self[key] else { return nil }
        guard value.isObject else { throw value.wrongType(expected: "an object").inside(key.path) }
        return value
    }

    /// Decodes the object in a field; failures of `decode` name the field too.
    @inlinable package func object<Value>(
        _ key: JSONKey, _ decode: (JSONElement) throws(DecodingFailure) -> Value?
    ) throws(DecodingFailure) -> Value? {
        guard let value = try object(key) else { return nil }
        do throws(DecodingFailure) {
            return try decode(value)
        } catch {
            throw error.inside(key.path)
        }
    }

    /// Decodes each object in the array of a field; empty if the field is absent.
    @inlinable package func objects<Item>(
        _ key: JSONKey, _ decode: (JSONElement) throws(DecodingFailure) -> Item
    ) throws(DecodingFailure) -> [Item] {
        try items(key) { element throws(DecodingFailure) in
            guard element.isObject else { throw element.wrongType(expected: "an object") }
            return try decode(element)
        }
    }

    /// The texts in the array of a field; empty if the field is absent.
    package func texts(_ key: JSONKey) throws(DecodingFailure) -> [String] {
        try items(key) { element throws(DecodingFailure) in
            guard let text = element.text else { throw element.wrongType(expected: "a string") }
            return text
        }
    }

    /// The first object whose key has the suffix, and the key's stem.
    ///
    /// The API marks the kind of a resource this way.
    package func member(withSuffix suffix: String) throws(DecodingFailure) -> (stem: String, value: JSONElement)? {
        var found: (stem: String, value: JSONElement)?
        try forEachChild { key, value throws(DecodingFailure) in
            guard found == nil, value.kind != .null, let stem = key.camelCased.stem(before: suffix) else { return }
            guard value.isObject else {
                throw value.wrongType(expected: "an object").inside(key)
            }
            found = (stem, value)
        }
        return found
    }

    /// Longest array that is read.
    ///
    /// A longer one fails the page, since the API's own pages have at most 1,000 items.
    package static let maximumItems = 10_000

    @inlinable func items<Item>(
        _ key: JSONKey, _ decode: (JSONElement) throws(DecodingFailure) -> Item
    ) throws(DecodingFailure) -> [Item] {
        guard let array = try array(key) else { return [] }
        var items: [Item] = []
        try array.forEachChild { _, element throws(DecodingFailure) in
            do throws(DecodingFailure) {
                guard items.count < Self.maximumItems else {
                    throw DecodingFailure("more than \(Self.maximumItems) elements")
                }
                items.append(try decode(element))
            } catch {
                throw error.inside("\(key.path)[\(items.count)]")
            }
        }
        return items
    }

    @usableFromInline func array(_ key: JSONKey) throws(DecodingFailure) -> JSONElement? {
        guard let value = self[key] else { return nil }
        guard value.kind == .array else { throw value.wrongType(expected: "an array").inside(key.path) }
        return value
    }
}

extension JSONElement {
    @usableFromInline func wrongType(expected: String) -> DecodingFailure {
        DecodingFailure("expected \(expected), found \(kind.name)")
    }
}

extension String {
    /// The text of the bytes, or the former text itself if both are equal.
    package init(_ bytes: UnsafeBufferPointer<UInt8>, sharing former: String?) {
        let isSame = former?.utf8.withContiguousStorageIfAvailable {
            $0.count == bytes.count && $0.elementsEqual(bytes)
        }
        self = former.flatMap { isSame == true ? $0 : nil } ?? String(decoding: bytes, as: UTF8.self)
    }

    /// `sql_server_identifier` as proto3 JSON spells it by default: `sqlServerIdentifier`.
    fileprivate var camelCased: String {
        guard utf8.contains(UInt8(ascii: "_")) else { return self }
        let words = split(separator: "_")
        return words.dropFirst().reduce(into: String(words.first ?? "")) { name, word in
            name += word.prefix(1).uppercased() + word.dropFirst()
        }
    }

    /// The text before an ending; nil without that ending.
    fileprivate func stem(before ending: String) -> String? {
        let count = utf8.count - ending.utf8.count
        guard count >= 0, utf8.dropFirst(count).elementsEqual(ending.utf8) else { return nil }
        return String(utf8.prefix(count))
    }
}
