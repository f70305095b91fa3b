/// What a scrape says of a metric before its samples: the row of a catalog.
package struct MetricFamily: Hashable, Sendable {
    /// The name with all its suffixes, as samples of the text format bear it.
    package let name: String
    /// Its type.
    package let type: MetricType
    /// What it means, for people; one line.
    package let help: String
    /// The names of all its labels, in the order of rendering.
    package let labels: [String]

    package init(name: String, type: MetricType, help: String, labels: [String]) {
        self.name = name
        self.type = type
        self.help = help
        self.labels = labels
    }

    /// The name in the lines before the samples: OpenMetrics takes `_total` for a suffix of a counter's samples.
    package func name(in format: ExpositionFormat) -> String {
        format == .openMetrics && type == .counter && name.hasSuffix("_total") ? String(name.dropLast(6)) : name
    }

    /// The base unit that the name ends in, less a counter's `_total`; nil if there is none.
    package var unit: String? {
        let name = name(in: .openMetrics)
        return ["seconds", "bytes"].first { name.hasSuffix("_" + $0) }
    }
}
