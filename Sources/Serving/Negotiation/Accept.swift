/// The `Accept` header of RFC 9110, as far as it decides between content types that differ in type and version.
package struct Accept {
    private let ranges: [WeightedItem]

    /// Reads the header's value; a client that sends none accepts everything.
    package init(_ header: String?) { ranges = WeightedItem.list(header) }

    /// Whether the client prefers a content type to the default.
    ///
    /// It does if that type has the higher weight, or the same weight and is named. A client that accepts neither gets
    /// the default, since any answer helps more than none.
    package func prefers(_ contentType: String, to standard: String) -> Bool {
        let wish = preference(for: contentType)
        let standard = preference(for: standard)
        guard wish.weight > 0 else { return false }
        return wish.weight > standard.weight || wish.weight == standard.weight && wish.fit >= .type
    }

    /// How closely a range matches a content type.
    private enum Fit: Comparable {
        case nothing
        case anything
        case half
        case type
        case version
    }

    /// The weight of the best matching range; among equally good ranges, the highest weight.
    private func preference(for contentType: String) -> (fit: Fit, weight: Double) {
        guard let offer = WeightedItem.list(contentType).first else { return (.nothing, 0) }
        return ranges.map { range in (fit: Self.fit(of: range, for: offer), weight: range.weight) }
            .filter { $0.fit > .nothing }
            .max { ($0.fit, $0.weight) < ($1.fit, $1.weight) } ?? (.nothing, 0)
    }

    private static func fit(of range: WeightedItem, for offer: WeightedItem) -> Fit {
        switch range.value {
        case offer.value:
            guard let version = range.parameters["version"] else { return .type }
            return version == offer.parameters["version"] ? .version : .nothing
        case offer.value.prefix { $0 != "/" } + "/*": return .half
        case "*/*": return .anything
        default: return .nothing
        }
    }
}
