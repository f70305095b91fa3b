internal import CSimdjson

/// A field of an object: a key and its value, if there is one.
///
/// An absent or null field is nil. A field of another type is a failure that names it.
package struct JSONField {
    private let raw: json_field

    init(raw: json_field) { self.raw = raw }

    /// The key's name.
    package var path: String { String(decoding: raw.name.utf8, as: UTF8.self) }

    /// Whether there is a value other than null.
    package var isPresent: Bool { raw.is_found && raw.kind != .null }

    /// Whether the value is a string.
    package var isText: Bool { raw.is_found && raw.kind == .string }

    /// The bytes of a string, which the parser has checked to be UTF-8.
    package func utf8() throws(DecodingFailure) -> UnsafeBufferPointer<UInt8>? {
        guard isPresent else { return nil }
        guard raw.kind == .string else { throw wrongType(expected: "a string") }
        return UnsafeBufferPointer(start: raw.start?.assumingMemoryBound(to: UInt8.self), count: raw.count)
    }

    /// The text of a string.
    package func text() throws(DecodingFailure) -> String? {
        try utf8().map { String(decoding: $0, as: UTF8.self) }
    }

    /// An integer, or a string that contains one, as proto3 JSON writes 64-bit integers; nil for anything else.
    package var integer: Int64? {
        raw.kind == .string ? (try? text()).flatMap { Int64($0) } : element?.int64
    }

    /// The value, unless it is a string.
    private var element: JSONElement? {
        guard isPresent, raw.kind != .string else { return nil }
        return JSONElement(raw: json_element(document: raw.start, index: raw.count))
    }

    /// An object.
    package func object() throws(DecodingFailure) -> JSONElement? {
        guard isPresent else { return nil }
        guard raw.kind == .object else { throw wrongType(expected: "an object") }
        return element
    }

    /// Decodes each object in an array; empty if the field is absent.
    package func objects<Item>(
        _ decode: (JSONElement) throws(DecodingFailure) -> Item
    ) throws(DecodingFailure) -> [Item] {
        guard isPresent else { return [] }
        return try items { element throws(DecodingFailure) in
            guard element.isObject else { throw element.wrongType(expected: "an object") }
            return try decode(element)
        }
    }

    /// The texts in an array; empty if the field is absent.
    package func texts() throws(DecodingFailure) -> [String] {
        guard isPresent else { return [] }
        return try items { element throws(DecodingFailure) in
            guard let text = element.text else { throw element.wrongType(expected: "a string") }
            return text
        }
    }

    private func items<Item>(
        _ decode: (JSONElement) throws(DecodingFailure) -> Item
    ) throws(DecodingFailure) -> [Item] {
        guard raw.kind == .array, let array = element else { throw wrongType(expected: "an array") }
        var items: [Item] = []
        items.reserveCapacity(min(array.children.count, JSONElement.maximumItems))
        try array.forEachChild { _, element throws(DecodingFailure) in
            do throws(DecodingFailure) {
                guard items.count < JSONElement.maximumItems else {
                    throw DecodingFailure("more than \(JSONElement.maximumItems) elements")
                }
                items.append(try decode(element))
            } catch {
                throw error.inside("\(path)[\(items.count)]")
            }
        }
        return items
    }

    private func wrongType(expected: String) -> DecodingFailure {
        DecodingFailure("expected \(expected), found \(raw.kind.name)").inside(path)
    }
}
