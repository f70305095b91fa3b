/// The header `Accept-Encoding` of RFC 9110, as far as it decides between gzip and identity.
///
/// A client that refuses both gets identity: a body that can be read beats an error that helps nobody.
package struct AcceptEncoding {
    /// Whether the client takes gzip: it names gzip with a weight above 0, or else covers it with such a `*`.
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
