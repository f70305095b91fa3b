internal import Datastream
internal import Exposition
package import Notation

/// How the fetching of access tokens went; nil when the endpoint needs none.
package struct TokenStatistics: Sendable, Equatable {
    /// Where tokens come from, as in `access_token_file`.
    package var source: String
    /// Tokens fetched.
    package var refreshes = 0
    /// Tokens that could not be fetched.
    package var failures = 0
    /// When the present token expires; nil when that is not known.
    package var expiry: Timestamp?

    /// A source of which no token was fetched yet.
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
