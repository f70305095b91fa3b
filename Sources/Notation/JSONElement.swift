package import CSimdjson

/// A place in a ``JSONDocument``; valid only while the document lives.
package struct JSONElement {
    private let raw: json_element

    init(raw: json_element) { self.raw = raw }

    /// The type of the value.
    package var kind: json_kind { json_kind_of(raw) }

    /// Whether it is an object.
    package var isObject: Bool { kind == .object }

    /// The text of a string; nil for anything else.
    package var text: String? { withUTF8 { String(decoding: $0, as: UTF8.self) } }

    /// The bytes of a string, which the parser has found to be UTF-8; nil for anything else.
    @usableFromInline var utf8: UnsafeBufferPointer<UInt8>? {
        var text = json_text()
        return json_text_of(raw, &text) ? text.utf8 : nil
    }

    /// What `read` makes of the bytes of a string; nil for anything else.
    @inlinable package func withUTF8<Value>(_ read: (UnsafeBufferPointer<UInt8>) -> Value) -> Value? { utf8.map(read) }

    /// A whole number, or one in a string, as proto3 JSON writes 64-bit numbers.
    package var integer: Int64? { int64 ?? text.flatMap { Int64($0) } }

    /// A number that 64 bits hold; nil for anything else.
    var int64: Int64? {
        var number: Int64 = 0
        return json_int64_of(raw, &number) ? number : nil
    }

    /// Any number; nil for anything else.
    var double: Double? {
        var number = 0.0
        return json_double_of(raw, &number) ? number : nil
    }

    /// A truth value; nil for anything else.
    var boolean: Bool? {
        var value = false
        return json_boolean_of(raw, &value) ? value : nil
    }

    /// The first value of a key that is there and not null.
    package subscript(key: JSONKey) -> JSONElement? {
        guard let found = find(key.name) ?? key.protoName.flatMap(find) else { return nil }
        return found.kind == .null ? nil : found
    }

    private func find(_ key: StaticString) -> JSONElement? {
        key.utf8Start.withMemoryRebound(to: CChar.self, capacity: key.utf8CodeUnitCount) { bytes in
            var value = json_element()
            return json_find(raw, bytes, key.utf8CodeUnitCount, &value) ? JSONElement(raw: value) : nil
        }
    }

    /// The members of an object, or the elements of an array under empty keys, in their order.
    package struct Children: IteratorProtocol {
        private var raw = json_children()
        private let isKnown: Bool

        fileprivate init(of element: json_element) { isKnown = json_children_of(element, &raw) }

        package mutating func next() -> (key: String, value: JSONElement)? {
            var key = json_text()
            var value = json_element()
            guard isKnown, json_children_next(&raw, &key, &value) else { return nil }
            return (String(decoding: key.utf8, as: UTF8.self), JSONElement(raw: value))
        }
    }

    /// The members of an object, or the elements of an array under empty keys; none of anything else.
    package var children: Children { Children(of: raw) }

    /// Visits the ``children``.
    @inlinable package func forEachChild<Failure: Error>(
        _ body: (_ key: String, _ value: JSONElement) throws(Failure) -> Void
    ) throws(Failure) {
        var children = children
        while let (key, value) = children.next() { try body(key, value) }
    }
}

extension json_text {
    fileprivate var utf8: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: UnsafeRawPointer(bytes)?.assumingMemoryBound(to: UInt8.self), count: bytes == nil ? 0 : count)
    }
}

extension json_kind {
    /// The name for people.
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
