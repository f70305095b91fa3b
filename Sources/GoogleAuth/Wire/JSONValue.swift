internal import CSimdjson
internal import Notation

/// A small JSON text as a tree: a credentials file, or the answer of a token server.
enum JSONValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Deepest nesting that is read; no file of credentials comes near.
    static let maximumDepth = 32
    /// Most values that are read; no file of credentials comes near.
    static let maximumValues = 10_000

    /// Parses a whole text, strictly: UTF-8 without a byte order mark, no key twice, nothing after the end.
    static func parse(_ bytes: [UInt8]) throws(CredentialsProblem) -> JSONValue {
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw CredentialsProblem("begins with a byte order mark; save it as UTF-8 without one")
        }
        guard let parser = json_parser_create() else { throw CredentialsProblem("out of memory") }
        defer { json_parser_destroy(parser) }
        var root = json_element()
        let problem = bytes.withUnsafeBufferPointer {
            json_parse(parser, $0.baseAddress, $0.count, false, maximumValues, &root)
        }
        if let problem { throw CredentialsProblem("not JSON: \(String(cString: problem))") }
        return try JSONValue(root, depth: 0)
    }

    private init(_ element: json_element, depth: Int) throws(CredentialsProblem) {
        guard depth < Self.maximumDepth else { throw CredentialsProblem("not JSON: nested too deeply") }
        switch json_kind_of(element) {
        case .null: self = .null
        case .boolean:
            var value = false
            _ = json_boolean_of(element, &value)
            self = .boolean(value)
        case .number:
            var value = 0.0
            _ = json_double_of(element, &value)
            self = .number(value)
        case .string:
            var text = json_text()
            _ = json_text_of(element, &text)
            self = .text(String(text))
        case .array:
            self = .array(try Self.children(of: element, depth).map(\.value))
        case .object:
            var members: [String: JSONValue] = [:]
            for (key, value) in try Self.children(of: element, depth) {
                guard members.updateValue(value, forKey: key) == nil else {
                    throw CredentialsProblem("\(key.shown): stands there twice")
                }
            }
            self = .object(members)
        }
    }

    private static func children(
        of element: json_element, _ depth: Int
    ) throws(CredentialsProblem) -> [(key: String, value: JSONValue)] {
        var children = json_children()
        guard json_children_of(element, &children) else { return [] }
        var found: [(key: String, value: JSONValue)] = []
        var key = json_text()
        var value = json_element()
        while json_children_next(&children, &key, &value) {
            found.append((String(key), try JSONValue(value, depth: depth + 1)))
        }
        return found
    }

    /// The kind of the value, for people.
    var kindName: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .number: "a number"
        case .text: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension String {
    /// simdjson has checked the bytes: they are UTF-8.
    fileprivate init(_ text: json_text) {
        guard let bytes = text.bytes else {
            self = ""
            return
        }
        self = bytes.withMemoryRebound(to: UInt8.self, capacity: text.count) {
            String(decoding: UnsafeBufferPointer(start: $0, count: text.count), as: UTF8.self)
        }
    }

    /// The text in a message: bounded, on one line, of visible ASCII, and not shown where it may be a secret.
    var shown: String {
        if SecretText.isLikely(self) { return SecretText.placeholder }
        let scalars = unicodeScalars.prefix(64).map { $0.value > 0x20 && $0.value < 0x7F ? String($0) : "?" }
        return scalars.joined() + (unicodeScalars.count > 64 ? "..." : "")
    }
}
