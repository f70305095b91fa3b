internal import CSimdjson

/// A key of a JSON object, in both spellings that proto3 JSON allows.
struct JSONKey: ExpressibleByStringLiteral, Sendable {
    /// The spelling that the API writes.
    fileprivate let name: StaticString
    /// The spelling of the protocol buffer; nil where it is the same.
    fileprivate let protoName: StaticString?

    init(stringLiteral name: StaticString) { self.init(name, nil) }

    init(_ name: StaticString, _ protoName: StaticString?) {
        self.name = name
        self.protoName = protoName
    }

    /// The name in the path of a failure.
    var path: String { name.description }
}

/// A place in a ``JSONDocument``; valid only while the document lives.
package struct JSONElement {
    fileprivate let raw: json_element

    init(raw: json_element) { self.raw = raw }

    var kind: json_kind { json_kind_of(raw) }

    /// Whether it is an object.
    var isObject: Bool { kind == .object }

    /// The text of a string; nil for anything else.
    package var text: String? {
        var text = json_text()
        return json_text_of(raw, &text) ? String(text) : nil
    }

    /// What `read` makes of the bytes of a string; nil for anything else.
    func withUTF8<Value>(_ read: (UnsafeBufferPointer<UInt8>) -> Value) -> Value? {
        var text = json_text()
        guard json_text_of(raw, &text) else { return nil }
        return text.withUTF8(read)
    }

    /// A whole number, or one in a string, as proto3 JSON writes 64-bit numbers.
    var integer: Int64? {
        var number: Int64 = 0
        if json_int64_of(raw, &number) { return number }
        return text.flatMap { Int64($0) }
    }

    /// The first value of a key that is there and not null.
    subscript(key: JSONKey) -> JSONElement? {
        guard let found = find(key.name) ?? key.protoName.flatMap(find) else { return nil }
        return found.kind == .null ? nil : found
    }

    private func find(_ key: StaticString) -> JSONElement? {
        key.utf8Start.withMemoryRebound(to: CChar.self, capacity: key.utf8CodeUnitCount) { bytes in
            var value = json_element()
            return json_find(raw, bytes, key.utf8CodeUnitCount, &value) ? JSONElement(raw: value) : nil
        }
    }

    /// Visits the members of an object, or the elements of an array under empty keys, in their order.
    func forEachChild<Failure: Error>(
        _ body: (_ key: String, _ value: JSONElement) throws(Failure) -> Void
    ) throws(Failure) {
        var children = json_children()
        guard json_children_of(raw, &children) else { return }
        var key = json_text()
        var value = json_element()
        while json_children_next(&children, &key, &value) {
            try body(String(key), JSONElement(raw: value))
        }
    }
}

// MARK: - Typed readings: absent and null are nil, another type is a failure that names the field

extension JSONElement {
    /// The text of a field.
    func text(_ key: JSONKey) throws(DecodingFailure) -> String? { try string(key)?.text }

    /// The same; the former text itself if it is the same, so that both take memory once.
    func text(_ key: JSONKey, sharing former: String?) throws(DecodingFailure) -> String? {
        try string(key)?.withUTF8 { String($0, sharing: former) }
    }

    /// A string in a field.
    func string(_ key: JSONKey) throws(DecodingFailure) -> JSONElement? {
        guard let value = self[key] else { return nil }
        guard value.kind == .string else { throw .wrongType(of: key, expected: "a string", found: value.kind) }
        return value
    }

    /// The text of the first of these fields that is there; empty when none is.
    func text(firstOf keys: [JSONKey]) throws(DecodingFailure) -> String {
        for key in keys {
            if let text = try text(key) { return text }
        }
        return ""
    }

    /// An object in a field.
    func object(_ key: JSONKey) throws(DecodingFailure) -> JSONElement? {
        guard let value = self[key] else { return nil }
        guard value.isObject else {
            throw .wrongType(of: key, expected: "an object", found: value.kind)
        }
        return value
    }

    /// What `decode` makes of an object in a field; its failures name the field too.
    func object<Value>(
        _ key: JSONKey, _ decode: (JSONElement) throws(DecodingFailure) -> Value?
    ) throws(DecodingFailure) -> Value? {
        guard let value = try object(key) else { return nil }
        do throws(DecodingFailure) {
            return try decode(value)
        } catch {
            throw error.inside(key.path)
        }
    }

    /// What `decode` makes of each object in the array of a field; empty when the field is absent.
    func objects<Item>(
        _ key: JSONKey, _ decode: (JSONElement) throws(DecodingFailure) -> Item
    ) throws(DecodingFailure) -> [Item] {
        try items(key) { element throws(DecodingFailure) in
            guard element.isObject else {
                throw .wrongType(expected: "an object", found: element.kind)
            }
            return try decode(element)
        }
    }

    /// The texts in the array of a field; empty when the field is absent.
    func texts(_ key: JSONKey) throws(DecodingFailure) -> [String] {
        try items(key) { element throws(DecodingFailure) in
            guard let text = element.text else { throw .wrongType(expected: "a string", found: element.kind) }
            return text
        }
    }

    /// The first object whose key ends so, and the key's stem: how the API marks the kind of a thing.
    func member(withSuffix suffix: String) throws(DecodingFailure) -> (stem: String, value: JSONElement)? {
        var found: (stem: String, value: JSONElement)?
        try forEachChild { key, value throws(DecodingFailure) in
            guard found == nil, value.kind != .null, let stem = key.camelCased.stem(before: suffix) else { return }
            guard value.isObject else {
                throw .wrongType(expected: "an object", found: value.kind).inside(key)
            }
            found = (stem, value)
        }
        return found
    }

    /// Most elements that an array is read to; more fail the page, as the API's own pages have at most 1,000 items.
    static let maximumItems = 10_000

    private func items<Item>(
        _ key: JSONKey, _ decode: (JSONElement) throws(DecodingFailure) -> Item
    ) throws(DecodingFailure) -> [Item] {
        guard let array = self[key] else { return [] }
        guard array.kind == .array else {
            throw .wrongType(of: key, expected: "an array", found: array.kind)
        }
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
}

extension DecodingFailure {
    fileprivate static func wrongType(of key: JSONKey, expected: String, found: json_kind) -> DecodingFailure {
        .wrongType(expected: expected, found: found).inside(key.path)
    }

    fileprivate static func wrongType(expected: String, found: json_kind) -> DecodingFailure {
        DecodingFailure("expected \(expected), found \(found.name)")
    }
}

extension json_kind {
    fileprivate var name: String {
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

extension String {
    /// `sql_server_identifier` as proto3 JSON spells it by default: `sqlServerIdentifier`.
    fileprivate var camelCased: String {
        guard utf8.contains(UInt8(ascii: "_")) else { return self }
        let words = split(separator: "_")
        return words.dropFirst().reduce(into: String(words.first ?? "")) { name, word in
            name += word.prefix(1).uppercased() + word.dropFirst()
        }
    }

    /// What stands before an ending; nil without it.
    fileprivate func stem(before ending: String) -> String? {
        let count = utf8.count - ending.utf8.count
        guard count >= 0, utf8.dropFirst(count).elementsEqual(ending.utf8) else { return nil }
        return String(utf8.prefix(count))
    }

    /// The text of some bytes; the former text itself if it is the same.
    init(_ bytes: UnsafeBufferPointer<UInt8>, sharing former: String?) {
        let isSame = former?.utf8.withContiguousStorageIfAvailable {
            $0.count == bytes.count && $0.elementsEqual(bytes)
        }
        self = former.flatMap { isSame == true ? $0 : nil } ?? String(decoding: bytes, as: UTF8.self)
    }

    /// simdjson has checked the bytes: they are UTF-8.
    fileprivate init(_ text: json_text) { self = text.withUTF8 { String(decoding: $0, as: UTF8.self) } }
}

extension json_text {
    fileprivate func withUTF8<Value>(_ read: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        guard let bytes else { return read(UnsafeBufferPointer(start: nil, count: 0)) }
        return bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
            read(UnsafeBufferPointer(start: $0, count: count))
        }
    }
}
