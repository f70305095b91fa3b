/// The `Accept-Encoding` header of RFC 9110, as far as it decides between gzip and identity.
///
/// A client that refuses both gets identity: a readable body beats an error that helps nobody.
package struct AcceptEncoding {
    /// Whether the client accepts gzip: by name with a weight above 0, or otherwise through `*` with such a weight.
    package let allowsGzip: Bool

    /// Reads the header's value.
    package init(_ header: String?) {
        let items = WeightedItem.list(header)
        let weights = ["gzip", "x-gzip", "*"].lazy.compactMap { coding in
            items.last { $0.value == coding }?.weight
        }
        allowsGzip = (weights.first ?? 0) > 0
    }
}
