/// Label pairs in the form `name="value",...` without braces, rendered once for all samples of a subject.
package struct RenderedLabels: Hashable, Sendable {
    private(set) var bytes: [UInt8] = []

    /// No labels.
    package init() {}

    /// Appends a pair; the value is escaped, the name must be valid.
    package mutating func append(_ name: String, _ value: String) {
        var text = TextBuffer(capacity: bytes.count + name.utf8.count + value.utf8.count + 8)
        text.append(bytes)
        if !bytes.isEmpty { text.append(UInt8(ascii: ",")) }
        text.append(label: name, value)
        bytes = Array(text.bytes)
    }
}

extension RenderedLabels: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral pairs: (String, String)...) {
        for (name, value) in pairs { append(name, value) }
    }
}

extension TextBuffer {
    /// Appends `name="value"` with the value escaped.
    package mutating func append(label name: String, _ value: String) {
        append(name)
        append("=\"" as StaticString)
        var value = value
        value.withUTF8 { append(escaping: UnsafeRawBufferPointer($0)) }
        append(UInt8(ascii: "\""))
    }

    private mutating func append(escaping bytes: UnsafeRawBufferPointer) {
        guard bytes.contains(where: Self.isEscaped) else { return append(bytes) }
        for byte in bytes {
            if Self.isEscaped(byte) { append(UInt8(ascii: "\\")) }
            append(byte == UInt8(ascii: "\n") ? UInt8(ascii: "n") : byte)
        }
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
    }
}
