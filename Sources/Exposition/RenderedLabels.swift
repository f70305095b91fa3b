/// Label pairs as a sample shows them, `name="value",...` without the braces: rendered once for all samples of a subject.
public struct RenderedLabels: Hashable, Sendable {
    var bytes: [UInt8] = []

    /// No labels.
    public init() {}

    /// Adds a pair; the value is escaped, the name must be a good one.
    public mutating func append(_ name: String, _ value: String) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
        Self.append(name, value, to: &bytes)
    }

    static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "="))
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { utf8 in
            if utf8.contains(where: isEscaped) {
                for byte in utf8 { append(escaped: byte, to: &bytes) }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
    }

    private static func append(escaped byte: UInt8, to bytes: inout [UInt8]) {
        if isEscaped(byte) { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte == UInt8(ascii: "\n") ? UInt8(ascii: "n") : byte)
    }
}

extension RenderedLabels: ExpressibleByDictionaryLiteral {
    /// Names and values in their order.
    public init(dictionaryLiteral pairs: (String, String)...) {
        for (name, value) in pairs { append(name, value) }
    }
}
