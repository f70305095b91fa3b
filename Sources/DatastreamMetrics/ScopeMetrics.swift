internal import Datastream
internal import Exposition

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
