internal import Serving

/// The parameters of a list call: the page and the form of the response.
///
/// `fields`, `filter`, `orderBy`, `key`, `quotaUser` and the like are accepted and ignored.
struct ListingQuery: Hashable, Sendable {
    /// The most items on the page: 50 by default, at most 1,000.
    var pageSize = 50
    /// The token of the page; empty for the first page.
    var pageToken = ""
    /// Whether the response is indented.
    var isPretty = true
    /// How enums are encoded.
    var enums: EnumEncoding = .names

    /// Reads a decoded query.
    ///
    /// - Throws: `INVALID_ARGUMENT` if the page size is negative or no number, or the format is not JSON.
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
