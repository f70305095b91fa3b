/// The metadata of a metric: one row of a catalog.
package struct MetricFamily: Hashable, Sendable {
    /// The full name with all suffixes, as in samples of the text format.
    package let name: String
    /// The type of the metric.
    package let type: MetricType
    /// The help text; one line.
    package let help: String
    /// The names of all labels, in rendering order.
    package let labels: [String]

    package init(name: String, type: MetricType, help: String, labels: [String]) {
        self.name = name
        self.type = type
        self.help = help
        self.labels = labels
    }

    /// The name in the lines before the samples: OpenMetrics treats `_total` as a suffix of a counter's samples.
    package func name(in format: ExpositionFormat) -> String {
        format == .openMetrics && type == .counter && name.hasSuffix("_total") ? String(name.dropLast(6)) : name
    }

    /// The base unit at the end of the name, ignoring a counter's `_total`; nil if there is none.
    package var unit: String? {
        let name = name(in: .openMetrics)
        return ["seconds", "bytes"].first { name.hasSuffix("_" + $0) }
    }
}
