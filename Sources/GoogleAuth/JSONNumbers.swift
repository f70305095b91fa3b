/// The numbers of a JSON text, which may be larger than any type.
enum JSONNumbers {
    /// The text with each number beyond 64 bits replaced by the largest of its sign that is still read.
    static func bounded(_ bytes: [UInt8]) -> [UInt8] {
        var rest = bytes[...]
        var bounded: [UInt8] = []
        bounded.reserveCapacity(bytes.count)
        var isText = false
        while let byte = rest.first {
            if !isText, byte == UInt8(ascii: "-") || isDigit(byte) {
                let number = rest.prefix { isDigit($0) || "+-.eE".utf8.contains($0) }
                bounded +=
                    isTooLarge(number) ? Array(byte == UInt8(ascii: "-") ? "-1e300".utf8 : "1e300".utf8) : Array(number)
                rest = rest.dropFirst(number.count)
                continue
            }
            let count = isText && byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { isText.toggle() }
            bounded += rest.prefix(count)
            rest = rest.dropFirst(count)
        }
        return bounded
    }

    /// Whether a text is a number by JSON's grammar, and beyond 64 bits.
    private static func isTooLarge(_ number: ArraySlice<UInt8>) -> Bool {
        var rest = number
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let whole = digits(&rest)
        guard !whole.isEmpty, whole.first != UInt8(ascii: "0") || whole.count == 1 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard !digits(&rest).isEmpty else { return false }
        }
        if let mark = rest.first, "eE".utf8.contains(mark) {
            rest.removeFirst()
            if let sign = rest.first, "+-".utf8.contains(sign) { rest.removeFirst() }
            guard !digits(&rest).isEmpty else { return false }
        }
        guard rest.isEmpty, let value = Double(String(decoding: number, as: UTF8.self)) else { return false }
        return abs(value) >= 9.2e18
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = rest.prefix(while: isDigit)
        rest = rest.dropFirst(digits.count)
        return digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
