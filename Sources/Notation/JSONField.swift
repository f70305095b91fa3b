internal import CSimdjson

/// A field of an object: a key and its value, if there is one.
///
/// An absent or null field is nil. A field of another type is a failure that names it.
package struct JSONField {
    /// The key.
    package let key: JSONKey
    private let found: json_field

    init(key: JSONKey, found: json_field) {
        self.key = key
        self.found = found
    }

    private var isPresent: Bool { found.is_found && found.kind != .null }

    /// The value, of any type.
    package var value: JSONElement? { isPresent ? JSONElement(raw: found.element) : nil }

    /// The bytes of a string, which the parser has checked to be UTF-8.
    package func utf8() throws(DecodingFailure) -> UnsafeBufferPointer<UInt8>? {
        guard isPresent else { return nil }
        guard found.kind == .string else { throw wrongType(expected: "a string") }
        return found.text.utf8
    }

    /// The text of a string.
    package func text() throws(DecodingFailure) -> String? {
        try utf8().map { String(decoding: $0, as: UTF8.self) }
    }

    /// An object.
    package func object() throws(DecodingFailure) -> JSONElement? {
        guard isPresent else { return nil }
        guard found.kind == .object else { throw wrongType(expected: "an object") }
        return JSONElement(raw: found.element)
    }

    /// An array.
    package func array() throws(DecodingFailure) -> JSONElement? {
        guard isPresent else { return nil }
        guard found.kind == .array else { throw wrongType(expected: "an array") }
        return JSONElement(raw: found.element)
    }

    /// Decodes an object; failures of `decode` name the field too.
    @inlinable package func object<Value>(
        _ decode: (JSONElement) throws(DecodingFailure) -> Value?
    ) throws(DecodingFailure) -> Value? {
        guard let value = try object() else { return nil }
        do throws(DecodingFailure) {
            return try decode(value)
        } catch {
            throw error.inside(key.path)
        }
    }

    /// Decodes each object in an array; empty if the field is absent.
    @inlinable package func objects<Item>(
        _ decode: (JSONElement) throws(DecodingFailure) -> Item
    ) throws(DecodingFailure) -> [Item] {
        try items { element throws(DecodingFailure) in
            guard element.isObject else { throw element.wrongType(expected: "an object") }
            return try decode(element)
        }
    }

    /// The texts in an array; empty if the field is absent.
    package func texts() throws(DecodingFailure) -> [String] {
        try items { element throws(DecodingFailure) in
            guard let text = element.text else { throw element.wrongType(expected: "a string") }
            return text
        }
    }

    @inlinable func items<Item>(
        _ decode: (JSONElement) throws(DecodingFailure) -> Item
    ) throws(DecodingFailure) -> [Item] {
        guard let array = try array() else { return [] }
        var items: [Item] = []
        items.reserveCapacity(min(array.children.count, JSONElement.maximumItems))
        try array.forEachChild { _, element throws(DecodingFailure) in
            do throws(DecodingFailure) {
                guard items.count < JSONElement.maximumItems else {
                    throw DecodingFailure("more than \(JSONElement.maximumItems) elements")
                }
                items.append(try decode(element))
            } catch {
                throw error.inside("\(key.path)[\(items.count)]")
            }
        }
        return items
    }

    private func wrongType(expected: String) -> DecodingFailure {
        JSONElement(raw: found.element).wrongType(expected: expected).inside(key.path)
    }
}
