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
        var value = value
        value.withUTF8 { append(label: name, $0, isPlain: Self.isPlain(UnsafeRawBufferPointer($0))) }
    }

    /// Appends `name="value"`; a plain value has nothing to escape.
    package mutating func append(label name: String, _ value: UnsafeBufferPointer<UInt8>, isPlain: Bool) {
        append(name)
        append("=\"" as StaticString)
        if isPlain { append(UnsafeRawBufferPointer(value)) } else { append(escaping: value) }
        append(UInt8(ascii: "\""))
    }

    private mutating func append(escaping bytes: UnsafeBufferPointer<UInt8>) {
        for byte in bytes {
            if Self.isEscaped(byte) { append(UInt8(ascii: "\\")) }
            append(byte == UInt8(ascii: "\n") ? UInt8(ascii: "n") : byte)
        }
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
    }

    /// Whether nothing is to be escaped; it looks at eight bytes at a time.
    private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index + 8 <= bytes.count {
            let eight = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if has(UInt8(ascii: "\\"), eight) || has(UInt8(ascii: "\""), eight) || has(UInt8(ascii: "\n"), eight) {
                return false
            }
            index += 8
        }
        while index < bytes.count {
            if isEscaped(bytes[index]) { return false }
            index += 1
        }
        return true
    }

    /// Whether one of eight bytes is this one: a byte is zero if subtracting 1 sets a high bit that it did not have.
    private static func has(_ byte: UInt8, _ eight: UInt64) -> Bool {
        let differences = eight ^ (0x0101_0101_0101_0101 &* UInt64(byte))
        return (differences &- 0x0101_0101_0101_0101) & ~differences & 0x8080_8080_8080_8080 != 0
    }
}
