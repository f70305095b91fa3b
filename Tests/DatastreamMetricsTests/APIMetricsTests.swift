import Datastream
import Testing

@testable import DatastreamMetrics

struct APIMetricsTests {
    @Test func `requests, retries and tolerated decoding faults are shown`() {
        var statistics = APIStatistics()
        statistics.count(method: "streams.list", status: nil, bytes: 0, duration: .seconds(60), throttled: false)
        statistics.count(method: "objects.list", status: 200, bytes: 700, duration: .milliseconds(75), throttled: false)
        statistics.count(method: "objects.list", status: 429, bytes: 20, duration: .seconds(2), throttled: true)
        statistics.countRetry(method: "objects.list", reason: "429")
        statistics.countPage(method: "objects.list")
        var notes = DecodingNotes()
        notes.unknownEnumValues = ["Stream.state": 1, "BackfillJob.state": 2]
        notes.rejectedValues = ["Error.errorTime": 3]
        statistics.add(notes)
        #expect(
            samples(apiMetrics, of: statistics) == """
                datastream_exporter_api_requests_total{method="objects.list",code="200"} 1
                datastream_exporter_api_requests_total{method="objects.list",code="429"} 1
                datastream_exporter_api_requests_total{method="streams.list",code="000"} 1
                \(histogram("objects.list", [0, 1, 1, 1, 1, 2, 2, 2, 2, 2], sum: "2.075"))
                \(histogram("streams.list", [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], sum: "60.0"))
                datastream_exporter_api_retries_total{method="objects.list",reason="429"} 1
                datastream_exporter_api_throttled_total{method="objects.list"} 1
                datastream_exporter_api_throttled_total{method="streams.list"} 0
                datastream_exporter_api_pages_total{method="objects.list"} 1
                datastream_exporter_api_response_bytes_total{method="objects.list"} 720
                datastream_exporter_api_response_bytes_total{method="streams.list"} 0
                datastream_exporter_unknown_enum_values_total{field="BackfillJob.state"} 2
                datastream_exporter_unknown_enum_values_total{field="Stream.state"} 1
                datastream_exporter_rejected_values_total{field="Error.errorTime"} 3

                """)
    }

    @Test func `nothing is shown before the first request`() {
        #expect(samples(apiMetrics, of: APIStatistics()) == "")
    }

    private func histogram(_ method: String, _ counts: [Int], sum: String) -> String {
        let name = "datastream_exporter_api_request_duration_seconds"
        let bounds = ["0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0", "30.0", "+Inf"]
        let buckets = zip(bounds, counts).map { #"\#(name)_bucket{method="\#(method)",le="\#($0)"} \#($1)"# }
        let total = counts.last ?? 0
        return
            (buckets + [
                #"\#(name)_sum{method="\#(method)"} \#(sum)"#, #"\#(name)_count{method="\#(method)"} \#(total)"#,
            ])
            .joined(separator: "\n")
    }
}
