internal import Serving

/// What the query of a request asks for: a page, and the form of the answer.
///
/// `fields`, `filter`, `orderBy`, `key`, `quotaUser` and the like are taken and change nothing.
struct ListingQuery: Hashable, Sendable {
    /// The most items on the page: 50 unless asked, never above 1,000.
    var pageSize = 50
    /// The token of the page; empty for the first.
    var pageToken = ""
    /// Whether the answer is indented.
    var isPretty = true
    /// How enums are written.
    var enums: EnumEncoding = .names

    /// Reads a decoded query.
    ///
    /// - Throws: `INVALID_ARGUMENT` for a page size that is negative or no number, or a format other than JSON.
    init(_ items: [QueryItem]) throws(APIFailure) {
        for item in items {
            switch item.name {
            case "pageSize":
                guard let size = Int32(item.value), size >= 0 else {
                    throw .invalidArgument("Invalid value at 'page_size' (TYPE_INT32), \"\(item.value)\"")
                }
                pageSize = size == 0 ? 50 : min(Int(size), 1_000)
            case "pageToken": pageToken = item.value
            case "prettyPrint": isPretty = item.value != "false" && item.value != "0"
            case "alt", "$alt":
                let parts = item.value.split(separator: ";", omittingEmptySubsequences: false)
                guard parts.first == "json" else {
                    throw .invalidArgument("Invalid value for the query parameter '\(item.name)'")
                }
                if parts.contains("enum-encoding=int") { enums = .numbers }
            default: continue
            }
        }
    }
}

/// A page token: the key of the last item, and a seal that ties it to its listing.
///
/// As it names an item, not a place, it holds when items come or go between two pages. Its last characters need
/// percent-encoding in a query, as those of other servers may.
struct PageToken: Hashable, Sendable {
    /// The text that clients see.
    let text: String
    /// The key of the last item before the page.
    let key: String

    /// The token of the page after an item of a listing, which is named by its parent and its collection.
    init(after key: String, in listing: String) {
        self.key = key
        text = key.utf8.map { ($0 < 0x10 ? "0" : "") + String($0, radix: 16) }.joined()
            + "+/" + Self.seal(key, listing) + "="
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
        // FNV-1a, mixed: enough to notice a token that is not ours.
        let hash = "\(listing)\n\(key)".utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return SplitMix64.hexadecimal(SplitMix64.mixed(hash))
    }
}
