/// Finds where the values of a JSON text start and end.
struct JSONScanner {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    private mutating func skipSpace() { rest = rest.drop { [0x09, 0x0A, 0x0D, 0x20].contains($0) } }

    /// Consumes a character if it comes next.
    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Consumes a whole value; nil if none comes next.
    mutating func value() -> ArraySlice<UInt8>? {
        skipSpace()
        let start = rest
        var depth = 0
        repeat {
            guard let byte = rest.popFirst() else { return nil }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""): skipText()
            case _ where depth == 0: rest = rest.drop { !Self.ends($0) }
            default: break
            }
        } while depth > 0
        guard depth == 0 else { return nil }
        return start[..<rest.startIndex]
    }

    /// Skips the rest of a string, including its closing quote.
    private mutating func skipText() {
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\") { _ = rest.popFirst() }
        }
    }

    private static func ends(_ byte: UInt8) -> Bool { byte <= 0x20 || ",:]}".utf8.contains(byte) }

    /// The text of a string without its quotes.
    static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        // The two halves of a surrogate pair are adjacent escapes, so the text is decoded through UTF-16.
        var units: [UInt16] = []
        var rest = bytes
        while let byte = rest.first {
            guard byte == UInt8(ascii: "\\") else {
                let plain = rest.prefix { $0 != UInt8(ascii: "\\") }
                units += Array(String(decoding: plain, as: UTF8.self).utf16)
                rest = rest.dropFirst(plain.count)
                continue
            }
            let escape = rest.dropFirst().first ?? byte
            rest = rest.dropFirst(2)
            switch escape {
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0C)
            case UInt8(ascii: "n"): units.append(0x0A)
            case UInt8(ascii: "r"): units.append(0x0D)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "u"):
                units.append(UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) ?? 0xFFFD)
                rest = rest.dropFirst(4)
            default: units.append(UInt16(escape))
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}
