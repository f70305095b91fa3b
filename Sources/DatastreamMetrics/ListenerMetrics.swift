internal import Datastream
internal import Exposition
internal import Notation

/// What the listener has done since the start.
package struct ListenerStatistics: Sendable, Equatable {
    /// Requests answered, by status code.
    package var requests: [Int: Int] = [:]
    /// Connections open now.
    package var connections = 0
    /// Connections refused or closed early, by reason.
    package var rejected: [String: Int]
    /// Whether the last reading of the web configuration file succeeded; nil without a file.
    package var isWebConfigurationGood: Bool?
    /// When the served certificate expires, as Unix time; nil without TLS.
    package var certificateExpiry: Int64?

    /// Creates empty statistics with all reasons for which a connection can be refused or closed early.
    package init(rejectionReasons: [String]) {
        rejected = Dictionary(rejectionReasons.map { ($0, 0) }, uniquingKeysWith: +)
    }
}

private let listener = RowShapes<ListenerStatistics>(identity: [])

/// The metrics of the listener.
let listenerMetrics: [MetricRow<ListenerStatistics>] = [
    listener.counts(
        "datastream_exporter_http_requests_total", "HTTP requests answered by the listener, by status code.", "code"
    ) { Dictionary($0.requests.map { (String($0.key), $0.value) }, uniquingKeysWith: +) },
    listener.gauge("datastream_exporter_http_connections", "Connections the listener holds now.") {
        SampleValue($0.connections)
    },
    listener.counts(
        "datastream_exporter_http_connections_rejected_total",
        "Connections the listener refused or cut, by reason (limit, per_ip, header_timeout, write_timeout, tls).",
        "reason"
    ) { $0.rejected },
    listener.gauge(
        "datastream_exporter_web_config_last_reload_successful",
        "Whether the last reading of the web configuration file succeeded."
    ) { $0.isWebConfigurationGood.map { SampleValue($0 ? 1 : 0) } },
    listener.timestamp(
        "datastream_exporter_tls_certificate_expiry_timestamp_seconds",
        "When the certificate that the listener serves expires, as Unix time."
    ) { $0.certificateExpiry.map { Timestamp(seconds: $0) } },
]
