internal import Datastream
internal import Notation

/// The page tokens of one listing; detects a server that repeats a token or never ends the listing.
struct PageTokens {
    /// Maximum number of pages in one listing; at the API's own page size, that is ten million items.
    static let maximumPages = 10_000

    private var seen: Set<ByteText> = []

    /// Records the token of the next page.
    ///
    /// - Throws: when the token is repeated, or the listing has too many pages.
    mutating func follow(_ token: String) throws(DecodingFailure) {
        guard seen.count < Self.maximumPages else {
            throw DecodingFailure("more than \(Self.maximumPages) pages").inside("nextPageToken")
        }
        guard seen.insert(ByteText(token)).inserted else {
            throw DecodingFailure("a page token that was used before").inside("nextPageToken")
        }
    }
}
