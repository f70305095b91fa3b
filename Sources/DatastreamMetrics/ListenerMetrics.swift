internal import Datastream
internal import Exposition
internal import Notation

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
