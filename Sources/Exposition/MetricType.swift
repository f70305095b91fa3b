/// The metric types that this exporter uses.
package enum MetricType: String, Sendable {
    /// A value that goes up and down.
    case gauge
    /// A count that only grows while the process lives.
    case counter
    /// Observations counted into buckets.
    case histogram
}
