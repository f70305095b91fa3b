/// A JSON value whose members keep their order, as Google's servers write them.
///
/// Foundation's encoder orders keys by hash or by name and spaces its output in a way of its own, so it cannot do this.
indirect enum JSON: Hashable, Sendable {
    case string(String)
    case number(Int)
    case array([JSON])
    case object([Member])

    /// A key and its value.
    struct Member: Hashable, Sendable {
        var key: String
        var value: JSON
    }

    /// A message of proto3 JSON: fields that are absent or have their default value are left out.
    static func message(_ fields: KeyValuePairs<String, JSON?>) -> JSON {
        .object(
            fields.compactMap { key, value in
                guard let value, !value.isDefault else { return nil }
                return Member(key: key, value: value)
            })
    }

    /// Strings, numbers and lists are default when empty or 0; a message that is there is none.
    private var isDefault: Bool {
        switch self {
        case .string(let text): text.isEmpty
        case .number(let number): number == 0
        case .array(let elements): elements.isEmpty
        case .object: false
        }
    }

    /// The text in UTF-8: indented by two spaces and ended by a newline, or on one line.
    func encoded(pretty: Bool) -> [UInt8] {
        var writer = JSONWriter(isPretty: pretty)
        writer.write(self)
        if pretty { writer.bytes.append(UInt8(ascii: "\n")) }
        return writer.bytes
    }
}

/// Appends JSON to a run of bytes.
private struct JSONWriter {
    var bytes: [UInt8] = []
    let isPretty: Bool
    private var depth = 0

    init(isPretty: Bool) { self.isPretty = isPretty }

    mutating func write(_ value: JSON) {
        switch value {
        case .string(let text): write(text)
        case .number(let number): bytes.append(contentsOf: number.description.utf8)
        case .array(let elements):
            write(elements, between: "[", and: "]") { writer, element in writer.write(element) }
        case .object(let members):
            write(members, between: "{", and: "}") { writer, member in
                writer.write(member.key)
                writer.bytes.append(UInt8(ascii: ":"))
                if writer.isPretty { writer.bytes.append(UInt8(ascii: " ")) }
                writer.write(member.value)
            }
        }
    }

    private mutating func write<Element>(
        _ elements: [Element], between open: Unicode.Scalar, and close: Unicode.Scalar,
        each: (inout JSONWriter, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        depth += 1
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            newline()
            each(&self, element)
        }
        depth -= 1
        if !elements.isEmpty { newline() }
        bytes.append(UInt8(ascii: close))
    }

    private mutating func newline() {
        guard isPretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            if utf8.contains(where: Self.isEscaped) {
                for byte in utf8 { write(byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// What must be escaped, and the angle brackets, which Google's servers escape for the sake of browsers.
    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "<")
            || byte == UInt8(ascii: ">")
    }

    private mutating func write(_ byte: UInt8) {
        guard Self.isEscaped(byte) else { return bytes.append(byte) }
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
        case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
        case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
        case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
        default:
            bytes.append(contentsOf: (byte < 0x10 ? #"\u000"# : #"\u00"#).utf8)
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
