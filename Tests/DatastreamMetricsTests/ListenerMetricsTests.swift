import Testing

@testable import DatastreamMetrics

struct ListenerMetricsTests {
    @Test func `requests and connections are counted, and each reason starts at 0`() {
        var listener = ListenerStatistics(rejectionReasons: ["per_ip", "limit"])
        listener.requests = [200: 7, 404: 1]
        listener.connections = 2
        listener.rejected["limit"] = 5
        #expect(
            samples(listenerMetrics, of: listener) == """
                datastream_exporter_http_requests_total{code="200"} 7
                datastream_exporter_http_requests_total{code="404"} 1
                datastream_exporter_http_connections 2
                datastream_exporter_http_connections_rejected_total{reason="limit"} 5
                datastream_exporter_http_connections_rejected_total{reason="per_ip"} 0

                """)
    }

    @Test func `the web configuration and its certificate are shown if there are any`() {
        var listener = ListenerStatistics(rejectionReasons: [])
        listener.isWebConfigurationGood = false
        listener.certificateExpiry = 1_800_000_000
        #expect(
            samples(listenerMetrics, of: listener) == """
                datastream_exporter_http_connections 0
                datastream_exporter_web_config_last_reload_successful 0
                datastream_exporter_tls_certificate_expiry_timestamp_seconds 1800000000

                """)
    }
}
