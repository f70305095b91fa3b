import Testing

@testable import DatastreamMetrics

struct ListenerMetricsTests {
    @Test func `requests and connections, each reason born at 0`() {
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
}
