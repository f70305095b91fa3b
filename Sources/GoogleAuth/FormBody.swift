/// A body of the type `application/x-www-form-urlencoded`, in the order and the encoding that Google's own library sends.
struct FormBody: Sendable {
    /// The type of such a body.
    static let contentType = "application/x-www-form-urlencoded"

    private let pairs: KeyValuePairs<String, String?>

    /// Names and values; what is nil or empty is left out.
    init(_ pairs: KeyValuePairs<String, String?>) { self.pairs = pairs }

    /// The body.
    var bytes: [UInt8] {
        let present = pairs.compactMap { pair in pair.value.flatMap { $0.isEmpty ? nil : (pair.key, $0) } }
        return Array(present.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&").utf8)
    }

    private static func encoded(_ text: String) -> String { text.percentEncoded(keeping: "", space: "+") }
}

extension String {
    /// The text with everything encoded but letters, digits, `_.-~` and what is kept.
    func percentEncoded(keeping kept: String, space: String = "%20") -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        let kept = Array(kept.utf8)
        var encoded: [UInt8] = []
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2E, 0x2D, 0x7E: encoded.append(byte)
            case 0x20: encoded += Array(space.utf8)
            case _ where kept.contains(byte): encoded.append(byte)
            default: encoded += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
