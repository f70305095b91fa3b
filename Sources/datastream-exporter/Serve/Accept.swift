internal import Exposition

/// The header `Accept` of RFC 9110, as far as it decides between the formats of a scrape.
///
/// Whoever accepts neither is served the text format, as by Prometheus' own clients.
struct Accept: Equatable {
    /// The format that is wanted most.
    let format: ExpositionFormat

    init(_ header: String?) {
        let ranges = WeightedItem.list(header)
        let text = Preference(for: "text/plain", version: "0.0.4", in: ranges)
        let openMetrics = Preference(for: "application/openmetrics-text", version: "1.0.0", in: ranges)
        let isPreferred =
            openMetrics.weight > text.weight || openMetrics.weight == text.weight && openMetrics.isNamed
        format = openMetrics.weight > 0 && isPreferred ? .openMetrics : .text
    }
}

/// How much a client wants one media type: the weight of the range that fits it best.
private struct Preference {
    /// From 0, not at all, to 1.
    private(set) var weight = 0.0
    /// Whether the type itself is named, and not only covered by an asterisk.
    var isNamed: Bool { fit >= 2 }
    private var fit = -1

    /// Among ranges that fit alike, the greatest weight counts.
    init(for type: String, version: String, in ranges: [WeightedItem]) {
        for range in ranges {
            guard let fit = Self.fit(of: range, for: type, version) else { continue }
            if fit > self.fit { weight = range.weight } else if fit == self.fit { weight = max(weight, range.weight) }
            self.fit = max(self.fit, fit)
        }
    }

    /// How closely a range fits: with its version 3, as a type 2, by half 1, with anything 0; nil if it does not.
    private static func fit(of range: WeightedItem, for type: String, _ version: String) -> Int? {
        switch range.value {
        case type: range.parameters["version"].map { $0 == version ? 3 : nil } ?? 2
        case type.prefix { $0 != "/" } + "/*": 1
        case "*/*": 0
        default: nil
        }
    }
}
