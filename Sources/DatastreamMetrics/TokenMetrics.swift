internal import Datastream
internal import Exposition
package import Notation

/// How fetching access tokens went; nil when the endpoint needs no token.
package struct TokenStatistics: Sendable, Equatable {
    /// The source of the tokens, such as `access_token_file`.
    package var source: String
    /// Tokens fetched.
    package var refreshes = 0
    /// Failed attempts to fetch a token.
    package var failures = 0
    /// When the current token expires; nil when unknown.
    package var expiry: Timestamp?

    /// Creates the statistics of a source before its first fetch.
    package init(source: String) { self.source = source }
}

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
