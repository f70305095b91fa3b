/// A JSON value as its original bytes, so that nothing is lost by conversion to a number or a text.
///
/// The bytes must already have been parsed as valid JSON. For any other bytes, the only guarantee is that reading ends.
package struct WrittenJSON: Hashable, Sendable {
    private let bytes: ArraySlice<UInt8>

    /// Creates a value from its bytes, with or without surrounding white space.
    package init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The first value with this key; nil if absent or null.
    ///
    /// The second spelling is used if the first is absent.
    package func member(_ key: String, or other: String? = nil) -> WrittenJSON? {
        let members = members
        let found = members.first { $0.key == key } ?? other.flatMap { other in members.first { $0.key == other } }
        guard let value = found?.value, value.bytes.first != UInt8(ascii: "n") else { return nil }
        return value
    }

    /// The members of an object, in order; empty for anything else.
    package var members: [(key: String, value: WrittenJSON)] {
        var scanner = JSONScanner(bytes)
        var members: [(key: String, value: WrittenJSON)] = []
        guard scanner.take("{") else { return [] }
        while let key = scanner.value(), scanner.take(":"), let value = scanner.value() {
            members.append((WrittenJSON(key).string ?? "", WrittenJSON(value)))
            guard scanner.take(",") else { break }
        }
        return members
    }

    /// The elements of an array; empty for anything else.
    package var elements: [WrittenJSON] {
        var scanner = JSONScanner(bytes)
        var elements: [WrittenJSON] = []
        guard scanner.take("[") else { return [] }
        while let value = scanner.value() {
            elements.append(WrittenJSON(value))
            guard scanner.take(",") else { break }
        }
        return elements
    }

    /// The text of a string; nil for anything else.
    package var string: String? {
        var scanner = JSONScanner(bytes)
        guard let value = scanner.value(), value.count >= 2, value.first == UInt8(ascii: "\"") else { return nil }
        return JSONScanner.unescaped(value.dropFirst().dropLast())
    }

    /// The value on one line, safe to print on a terminal.
    ///
    /// White space between tokens is removed. What could control a terminal or hide in strings is escaped (see
    /// ``VisibleText``). Every value stays the same.
    package var line: String {
        var line: [UInt8] = []
        line.reserveCapacity(bytes.count)
        var rest = bytes
        var isText = false
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                isText.toggle()
                line.append(byte)
            case UInt8(ascii: "\\") where isText:
                line.append(byte)
                if let escaped = rest.popFirst() { line.append(escaped) }
            case 0x09, 0x0A, 0x0D, 0x20:
                if isText { line.append(byte) }
            default: line.append(byte)
            }
        }
        return VisibleText.escaped(String(decoding: line, as: UTF8.self))
    }
}
