internal import Notation

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

    private static func encoded(_ text: String) -> String { PercentEncoding.encoded(text, space: "+") }
}
