import Datastream
import Exposition
import Testing

@testable import DatastreamMetrics

struct PollMetricsTests {
    @Test func `a stream that is not polled yet has its counters at 0`() {
        #expect(
            samples(pollMetrics, of: PollStatus(record: PollRecord(name: shop), objectCount: nil), ["stream": "shop"])
                == """
                datastream_exporter_polls_total{stream="shop"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="auth"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="permission"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="not_found"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="quota"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="server"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="network"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="timeout"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="decode"} 0

                """)
    }

    @Test func `a good poll and then a failed one are both shown`() {
        var record = PollRecord(name: shop)
        record.begin()
        record.end(.success(snapshot([table("1", "t")])), after: .seconds(1), uptime: .seconds(10))
        record.begin()
        record.end(.failure(PollFailure(.server, "HTTP 502")), after: .milliseconds(250), uptime: .seconds(70))
        #expect(
            samples(pollMetrics, of: PollStatus(record: record, objectCount: 1), ["stream": "shop"]) == """
                datastream_exporter_poll_success{stream="shop"} 0
                datastream_exporter_poll_duration_seconds{stream="shop"} 0.25
                datastream_exporter_polls_total{stream="shop"} 2
                datastream_exporter_poll_failures_total{stream="shop",reason="auth"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="permission"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="not_found"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="quota"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="server"} 1
                datastream_exporter_poll_failures_total{stream="shop",reason="network"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="timeout"} 0
                datastream_exporter_poll_failures_total{stream="shop",reason="decode"} 0
                datastream_exporter_snapshot_timestamp_seconds{stream="shop"} 1000
                datastream_exporter_snapshot_objects{stream="shop"} 1

                """)
    }
}
