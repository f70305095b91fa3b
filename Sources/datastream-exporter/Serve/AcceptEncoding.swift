/// The header `Accept-Encoding` of RFC 9110, as far as it decides between gzip and plain text.
///
/// Whoever wants neither is served plain text: a body that can be read beats an error that helps nobody.
struct AcceptEncoding: Equatable {
    /// Whether gzip is wanted: named with a weight above 0, or else covered by such a `*`.
    let allowsGzip: Bool

    init(_ header: String?) {
        let items = WeightedItem.list(header)
        let weights = ["gzip", "x-gzip", "*"].lazy.compactMap { coding in
            items.last { $0.value == coding }?.weight
        }
        allowsGzip = (weights.first ?? 0) > 0
    }
}
