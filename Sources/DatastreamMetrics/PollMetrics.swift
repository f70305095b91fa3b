internal import Datastream
internal import Exposition

private let poll = RowShapes<PollStatus>(identity: ["gcp_project", "gcp_location", "stream"])

/// Metrics of a stream's polls; they remain when its data becomes stale.
let pollMetrics: [MetricRow<PollStatus>] = [
    poll.gauge(
        "datastream_exporter_poll_success",
        "Whether the last poll of the stream listed all its pages (1) or not (0)."
    ) { $0.record.lastSucceeded.map(SampleValue.init) },
    poll.gauge(
        "datastream_exporter_poll_duration_seconds", "How long the last poll of the stream took."
    ) { $0.record.lastDuration.map { .real($0.seconds) } },
    poll.counter("datastream_exporter_polls_total", "Polls of the stream started.") { SampleValue($0.record.begun) },
    poll.each(
        "datastream_exporter_poll_failures_total", .counter,
        "Polls of the stream that failed, by reason (auth, permission, not_found, quota, server, network, timeout,"
            + " decode).",
        "reason", of: PollFailure.Reason.allCases
    ) { SampleValue($0.record.failed[$1, default: 0]) },
    poll.timestamp(
        "datastream_exporter_snapshot_timestamp_seconds",
        "When the data now served for the stream was fetched, as Unix time."
    ) { $0.record.snapshot?.fetchedAt },
    poll.gauge(
        "datastream_exporter_snapshot_objects",
        "Objects in the snapshot now served, before filters and limits."
    ) { $0.objectCount.map(SampleValue.init) },
]
