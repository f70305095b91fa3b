package import Exposition

/// The fixed list of all metric families, in the order of a scrape.
package enum Catalog {
    /// All families.
    package static let families: [MetricFamily] =
        scopeMetrics.map(\.family) + streamMetrics.map(\.family)
        + streamCountersMetrics.map(\.family)
        + streamObjectMetrics(states: .sparse).map(\.family) + extraObjectMetrics.map(\.family)
        + exporterMetrics.map(\.family) + projectMetrics.map(\.family) + pollMetrics.map(\.family)
        + apiMetrics.map(\.family) + tokenMetrics.map(\.family) + listenerMetrics.map(\.family)
        + processMetrics.map(\.family)

    /// The families as a Markdown table, one row each.
    package static var markdown: String {
        let head = "| metric | type | labels | meaning |\n| --- | --- | --- | --- |\n"
        return families.reduce(into: head) { table, family in
            let labels = family.labels.map { "`\($0)`" }.joined(separator: ", ")
            table += "| `\(family.name)` | \(family.type.rawValue) | \(labels) | \(family.help) |\n"
        }
    }
}
