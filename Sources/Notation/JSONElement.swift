package import CSimdjson

/// A value in a ``JSONDocument``; valid only while the document exists.
package struct JSONElement {
    private let raw: json_element

    init(raw: json_element) { self.raw = raw }

    /// The type of the value.
    package var kind: json_kind { json_kind_of(raw) }

    /// Whether the value is an object.
    package var isObject: Bool { kind == .object }

    /// The text of a string; nil for anything else.
    package var text: String? { utf8.map { String(decoding: $0, as: UTF8.self) } }

    /// The bytes of a string, which the parser has checked to be UTF-8; nil for anything else.
    package var utf8: UnsafeBufferPointer<UInt8>? {
        var text = json_text()
        return json_text_of(raw, &text) ? text.utf8 : nil
    }

    /// An integer, or a string that contains one, as proto3 JSON writes 64-bit integers.
    package var integer: Int64? { int64 ?? text.flatMap { Int64($0) } }

    /// A 64-bit integer; nil for anything else.
    var int64: Int64? {
        var number: Int64 = 0
        return json_int64_of(raw, &number) ? number : nil
    }

    /// Any number; nil for anything else.
    var double: Double? {
        var number = 0.0
        return json_double_of(raw, &number) ? number : nil
    }

    /// A boolean; nil for anything else.
    var boolean: Bool? {
        var value = false
        return json_boolean_of(raw, &value) ? value : nil
    }

    /// The field of a key.
    package func field(_ key: JSONKey) -> JSONField {
        var (raw, found) = (key.raw, json_field())
        json_find_all(self.raw, &raw, 1, &found)
        return JSONField(raw: found)
    }

    /// Finds the fields of several keys in one pass over the members.
    ///
    /// There is one for each key, in the order of the keys; the memory must have room for them.
    package func find(_ keys: JSONKeys, into fields: UnsafeMutableBufferPointer<JSONField>) {
        guard let start = UnsafeMutableRawPointer(fields.baseAddress), let first = keys.raw.baseAddress,
            keys.raw.count <= fields.count
        else { return }
        // A field is nothing but the parser's.
        json_find_all(raw, first, keys.raw.count, start.assumingMemoryBound(to: json_field.self))
    }

    /// The value of a key; nil if absent or null.
    package subscript(key: JSONKey) -> JSONElement? {
        var value = json_element()
        let (name, other) = (key.raw.name, key.raw.other)
        guard json_find(raw, name, &value) || other.count > 0 && json_find(raw, other, &value) else { return nil }
        let found = JSONElement(raw: value)
        return found.kind == .null ? nil : found
    }

    /// The members of an object, or the elements of an array with empty keys, in order.
    package struct Children: IteratorProtocol {
        private var raw = json_children()
        private let isKnown: Bool

        fileprivate init(of element: json_element) { isKnown = json_children_of(element, &raw) }

        /// How many children there are; far more than can be read for more than that.
        package var count: Int { isKnown ? raw.count : 0 }

        package mutating func next() -> (key: String, value: JSONElement)? {
            nextKeyBytes().map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
        }

        mutating func nextKeyBytes() -> (key: UnsafeBufferPointer<UInt8>, value: JSONElement)? {
            var key = json_text()
            var value = json_element()
            guard isKnown, json_children_next(&raw, &key, &value) else { return nil }
            return (key.utf8, JSONElement(raw: value))
        }
    }

    /// The members of an object, or the elements of an array with empty keys; empty for anything else.
    package var children: Children { Children(of: raw) }

    /// Visits the ``children``.
    package func forEachChild<Failure: Error>(
        _ body: (_ key: String, _ value: JSONElement) throws(Failure) -> Void
    ) throws(Failure) {
        var children = children
        while let (key, value) = children.next() { try body(key, value) }
    }
}

extension json_text {
    var utf8: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: UnsafeRawPointer(bytes)?.assumingMemoryBound(to: UInt8.self), count: bytes == nil ? 0 : count)
    }
}

extension json_kind {
    /// The name, for messages.
    var name: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
