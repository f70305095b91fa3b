/// Percent-encoding (RFC 3986).
package enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Encodes everything except unreserved characters (letters, digits, `-._~`) and those to keep.
    ///
    /// - Parameters:
    ///   - text: the text to encode.
    ///   - kept: ASCII characters that are not encoded.
    ///   - space: the replacement for a space: `+` in forms.
    /// - Returns: the encoded text.
    package static func encoded(_ text: String, keeping kept: String = "", space: String = "%20") -> String {
        let kept = Array("-._~\(kept)".utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case _ where byte.isAlphanumeric || kept.contains(byte): encoded.append(byte)
            case .space: encoded += space.utf8
            default: encoded += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// Encodes the text as one path segment.
    ///
    /// Characters that RFC 3986 allows there are kept. `.` and `..` are encoded, since they would otherwise be resolved
    /// as relative segments.
    package static func segment(_ text: String) -> String {
        if text == "." || text == ".." { return String(repeating: "%2E", count: text.utf8.count) }
        return encoded(text, keeping: ":@!$'()*,;=+&")
    }

    /// Decodes once; nil if an escape is not two hexadecimal digits.
    package static func decoded(_ bytes: some Sequence<UInt8>, plusIsSpace: Bool = false) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.underestimatedCount)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.next().flatMap(Hexadecimal.value),
                    let low = rest.next().flatMap(Hexadecimal.value)
                else { return nil }
                decoded.append(high << 4 | low)
            } else {
                decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return decoded
    }
}
