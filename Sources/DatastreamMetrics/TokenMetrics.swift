internal import Datastream
internal import Exposition
internal import Notation

private let token = RowShapes<TokenStatistics>(identity: ["source"])

/// The metrics of access tokens.
let tokenMetrics: [MetricRow<TokenStatistics>] = [
    token.counter(
        "datastream_exporter_token_refreshes_total", "Access tokens fetched, by credential source."
    ) { SampleValue($0.refreshes) },
    token.counter(
        "datastream_exporter_token_refresh_failures_total", "Access tokens that could not be fetched."
    ) { SampleValue($0.failures) },
    token.timestamp(
        "datastream_exporter_token_expiry_timestamp_seconds",
        "When the present access token expires, as Unix time."
    ) { $0.expiry },
]
