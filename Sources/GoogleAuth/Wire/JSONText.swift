/// Writes small JSON texts exactly as Google's own library does, so that a signature or a request is the same, byte by byte.
indirect enum JSONText: Sendable {
    case null
    case number(Int64)
    case text(String)
    case array([JSONText])
    /// Members in the order in which they are written.
    case object(KeyValuePairs<String, JSONText>)

    /// What stands between two values, and between a key and its value.
    enum Style: Sendable {
        /// `{"a": 1, "b": 2}`
        case spaced
        /// `{"a":1,"b":2}`
        case compact

        fileprivate var comma: String { self == .spaced ? ", " : "," }
        fileprivate var colon: String { self == .spaced ? ": " : ":" }
    }

    /// The text.
    func written(_ style: Style) -> String {
        switch self {
        case .null: "null"
        case .number(let number): String(number)
        case .text(let text): Self.quoted(text)
        case .array(let items): "[" + items.map { $0.written(style) }.joined(separator: style.comma) + "]"
        case .object(let members):
            "{"
                + members.map { Self.quoted($0.key) + style.colon + $0.value.written(style) }
                .joined(separator: style.comma) + "}"
        }
    }

    /// A string of ASCII alone, as Python's `json.dumps` writes it.
    private static func quoted(_ text: String) -> String {
        text.utf16.reduce(into: "\"") { quoted, unit in
            switch unit {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x08: quoted += "\\b"
            case 0x09: quoted += "\\t"
            case 0x0A: quoted += "\\n"
            case 0x0C: quoted += "\\f"
            case 0x0D: quoted += "\\r"
            case 0x20...0x7E: quoted.append(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: unit))))
            default:
                let digits = String(unit, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        } + "\""
    }
}
