internal import Notation

/// A page token: the key of the last item, and a seal that ties the token to its listing.
///
/// It names an item, not a position, so it stays valid when items are added or removed between two pages. Its last
/// characters need percent-encoding in a query, as those of other servers may.
struct PageToken: Hashable, Sendable {
    /// The text that clients see.
    let text: String
    /// The key of the last item before the page.
    let key: String

    /// The token of the page after an item; a listing is named by its parent and its collection.
    init(after key: String, in listing: String) {
        self.key = key
        text =
            Hexadecimal.text(key.utf8) + "+/" + Self.seal(key, listing) + "="
    }

    /// Reads a token that a client sent.
    ///
    /// - Throws: `INVALID_ARGUMENT` when it is not a token of this listing.
    init(_ text: String, in listing: String) throws(APIFailure) {
        let digits = Array(text.utf8.prefix { $0 != UInt8(ascii: "+") })
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { place in
            UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16)
        }
        self.init(after: String(decoding: bytes.map { $0 ?? 0 }, as: UTF8.self), in: listing)
        guard self.text == text else { throw .invalidArgument("The page token is not valid.") }
    }

    private static func seal(_ key: String, _ listing: String) -> String {
        // FNV-1a, mixed: enough to recognize foreign tokens.
        Hexadecimal.text(SplitMix64.mixed(StableHash.of("\(listing)\n\(key)")), width: 16)
    }
}
