internal import Serving

/// The parameters of a listing: the page and the form of the answer.
///
/// `fields`, `filter`, `orderBy`, `key`, `quotaUser` and the like are accepted and ignored.
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
