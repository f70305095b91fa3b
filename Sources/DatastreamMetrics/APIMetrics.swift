internal import Datastream
internal import Exposition

private let api = RowShapes<APIStatistics>(identity: [])

/// The metrics of the requests to the API.
let apiMetrics: [MetricRow<APIStatistics>] = [
    api.row(
        "datastream_exporter_api_requests_total", .counter,
        "API requests by method (streams.list, streams.get, objects.list) and HTTP code (000: no response).",
        ["method", "code"]
    ) { statistics, writer in
        for (answer, count) in statistics.requests.sorted(by: { $0.key < $1.key }) {
            writer.sample(["method": answer.method, "code": answer.code], SampleValue(count))
        }
    },
    api.row(
        "datastream_exporter_api_request_duration_seconds", .histogram,
        "Latency of API requests, retries apart.", ["method"]
    ) { statistics, writer in
        for (method, histogram) in statistics.durations.sorted(by: { $0.key < $1.key }) {
            writer.histogram(
                ["method": method], bounds: histogram.bounds, counts: histogram.counts, sum: histogram.sum)
        }
    },
    api.row(
        "datastream_exporter_api_retries_total", .counter, "API requests repeated after a retryable failure.",
        ["method", "reason"]
    ) { statistics, writer in
        for (retry, count) in statistics.retries.sorted(by: { $0.key < $1.key }) {
            writer.sample(["method": retry.method, "reason": retry.reason], SampleValue(count))
        }
    },
    api.counts(
        "datastream_exporter_api_throttled_total",
        "API responses that said the quota is used up (429 or RESOURCE_EXHAUSTED).", "method"
    ) { $0.throttled },
    api.counts("datastream_exporter_api_pages_total", "Pages of list results read.", "method") { $0.pages },
    api.counts(
        "datastream_exporter_api_response_bytes_total", "Bytes of API response bodies after decompression.", "method"
    ) { $0.responseBytes },
    api.counts(
        "datastream_exporter_unknown_enum_values_total",
        "Enum values in API answers that this version does not know, by field.", "field"
    ) { $0.notes.unknownEnumValues },
    api.counts(
        "datastream_exporter_rejected_values_total",
        "Values in API answers that could not be read (a bad timestamp, say) and whose sample is absent, by field.",
        "field"
    ) { $0.notes.rejectedValues },
]
