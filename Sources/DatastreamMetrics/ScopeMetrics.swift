internal import Datastream
internal import Exposition

/// A project and location, and its streams that are now served.
struct ScopeStatus: Sendable {
    let isUp: Bool?
    /// Streams by state; nil when none of them has a snapshot to count.
    let streams: [Datastream.Stream.State: Int]?
}

private let scope = RowShapes<ScopeStatus>(identity: ["gcp_project", "gcp_location"])

/// The metrics of a project and location.
let scopeMetrics: [MetricRow<ScopeStatus>] = [
    scope.gauge(
        "datastream_up",
        "Whether the last poll of this project and location succeeded for every selected stream (1) or not (0)."
    ) { $0.isUp.map(SampleValue.init) },
    scope.each(
        "datastream_streams", .gauge,
        "Streams in the snapshot by Stream.state. Cached: refreshed by the poller.",
        "state", of: Datastream.Stream.State.allCases
    ) { scope, state in scope.streams.map { SampleValue($0[state, default: 0]) } },
]
