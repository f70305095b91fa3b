internal import Notation

/// An `application/x-www-form-urlencoded` body, in the order and encoding that Google's own library uses.
struct FormBody: Sendable {
    /// The media type of the body.
    static let contentType = "application/x-www-form-urlencoded"

    private let pairs: KeyValuePairs<String, String?>

    /// Creates a body from names and values; a nil or empty value is left out.
    init(_ pairs: KeyValuePairs<String, String?>) { self.pairs = pairs }

    /// The encoded body.
    var bytes: [UInt8] {
        let present = pairs.compactMap { pair in pair.value.flatMap { $0.isEmpty ? nil : (pair.key, $0) } }
        return Array(present.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&").utf8)
    }

    private static func encoded(_ text: String) -> String { PercentEncoding.encoded(text, space: "+") }
}
