/// Takes values from the bytes of an input, one after the other; an input that has ended gives zeros and empty texts.
struct InputReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// Whether all bytes were taken.
    var isAtEnd: Bool { rest.isEmpty }

    /// The next byte.
    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// The next bytes as a big-endian number.
    mutating func number(bytes: Int) -> UInt64 { (0..<bytes).reduce(0) { value, _ in value << 8 | UInt64(byte()) } }

    /// The text up to a zero byte, with whatever is no UTF-8 replaced.
    mutating func text() -> String {
        let bytes = rest.prefix { $0 != 0 }
        rest = rest.dropFirst(bytes.count + 1)
        return String(decoding: bytes, as: UTF8.self)
    }
}
