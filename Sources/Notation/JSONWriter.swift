/// Appends JSON to an array of bytes.
struct JSONWriter {
    var bytes: [UInt8] = []
    let style: JSONStyle
    private var depth = 0

    init(style: JSONStyle) { self.style = style }

    mutating func write(_ value: JSON) {
        switch value {
        case .null: bytes += "null".utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .number(let number): bytes += String(number).utf8
        case .real(let number): bytes += (Int64(exactly: number).map { String($0) } ?? number.description).utf8
        case .string(let text): write(text)
        case .written(let json): bytes += json.line.utf8
        case .array(let elements): write(elements, "[", "]") { $0.write($1) }
        case .object(let members):
            write(members, "{", "}") { writer, member in
                writer.write(member.key)
                writer.bytes += writer.style.colon.utf8
                writer.write(member.value)
            }
        }
    }

    private mutating func write<Element>(
        _ elements: [Element], _ open: String, _ close: String, each: (inout JSONWriter, Element) -> Void
    ) {
        bytes += open.utf8
        depth += 1
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes += style.comma.utf8 }
            newLine()
            each(&self, element)
        }
        depth -= 1
        if !elements.isEmpty { newLine() }
        bytes += close.utf8
    }

    private mutating func newLine() {
        guard style.indentation > 0 else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * style.indentation))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": bytes += "\\\"".utf8
            case "\\": bytes += "\\\\".utf8
            case "\n": bytes += "\\n".utf8
            case "\r": bytes += "\\r".utf8
            case "\t": bytes += "\\t".utf8
            case "\u{8}" where style.escapes == .ascii: bytes += "\\b".utf8
            case "\u{C}" where style.escapes == .ascii: bytes += "\\f".utf8
            case _ where isEscaped(scalar): escape(scalar)
            default: bytes += UTF8.encode(scalar) ?? .init()
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x20 { return true }
        return switch style.escapes {
        case .visible: !VisibleText.isVisible(scalar)
        case .ascii: scalar.value >= 0x7F
        case .angles: scalar == "<" || scalar == ">"
        }
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        for unit in UTF16.encode(scalar) ?? .init() { bytes += "\\u\(Hexadecimal.text(unit, width: 4))".utf8 }
    }
}
