internal import CSimdjson

extension JSON {
    /// Deepest nesting that is read; no credentials file comes near this.
    private static let maximumDepth = 32
    /// Most values that are read; no credentials file comes near this.
    private static let maximumValues = 10_000

    /// Parses a small text strictly: UTF-8 without a byte order mark, no duplicate keys, nothing after the end.
    ///
    /// - Throws: what is wrong, without any value from the text.
    package init(parsing bytes: [UInt8]) throws(DecodingFailure) {
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw DecodingFailure("begins with a byte order mark; save it as UTF-8 without one")
        }
        let document = try JSONDocument(parsing: bytes, maximumValues: Self.maximumValues)
        try self.init(document.root, depth: 0)
    }

    private init(_ element: JSONElement, depth: Int) throws(DecodingFailure) {
        guard depth < Self.maximumDepth else { throw DecodingFailure("not JSON: nesting too deep") }
        switch element.kind {
        case .null: self = .null
        case .boolean: self = .boolean(element.boolean ?? false)
        case .number: self = element.int64.map(JSON.number) ?? .real(element.double ?? .nan)
        case .string: self = .string(element.text ?? "")
        case .array:
            var elements: [JSON] = []
            try element.forEachChild { _, value throws(DecodingFailure) in
                elements.append(try JSON(value, depth: depth + 1))
            }
            self = .array(elements)
        case .object:
            var members: [Member] = []
            var keys: Set<String> = []
            try element.forEachChild { key, value throws(DecodingFailure) in
                guard keys.insert(key).inserted else {
                    throw DecodingFailure("\(SecretText.shown(key)): appears twice")
                }
                members.append(Member(key: key, value: try JSON(value, depth: depth + 1)))
            }
            self = .object(members)
        }
    }

    /// The type of the value, for messages.
    package var typeName: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .number, .real: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object, .written: "an object"
        }
    }
}
