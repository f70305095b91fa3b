internal import DatastreamMetrics
internal import Exposition

/// A `collect[]` that names no group; the name is not repeated, since it is untrusted text.
struct UnknownGroup: Error, Equatable {
    /// The problem and the known groups, in one line.
    let message =
        "unknown group in collect[]: the groups are " + MetricGroup.all.map(\.rawValue).joined(separator: ", ")
}
