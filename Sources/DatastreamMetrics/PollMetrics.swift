internal import Datastream
internal import Exposition

private let poll = MetricTable<PollRecord>(identity: ["gcp_project", "gcp_location", "stream"])

/// The metrics of how the polls of a stream go; they stay when its data has become stale.
let pollMetrics: [MetricRow<PollRecord>] = [
    poll.gauge(
        "datastream_exporter_poll_success",
        "Whether the last poll of the stream listed all its pages (1) or not (0)."
    ) { $0.lastSucceeded.map(SampleValue.init) },
    poll.gauge(
        "datastream_exporter_poll_duration_seconds", "How long the last poll of the stream took."
    ) { $0.lastDuration.map { .real($0.seconds) } },
    poll.counter("datastream_exporter_polls_total", "Polls of the stream begun.") { SampleValue($0.begun) },
    poll.each(
        "datastream_exporter_poll_failures_total", .counter,
        "Polls of the stream that failed, by reason (auth, permission, not_found, quota, server, network, timeout,"
            + " decode).",
        "reason", of: PollFailure.Reason.allCases
    ) { SampleValue($0.failed[$1, default: 0]) },
    poll.timestamp(
        "datastream_exporter_snapshot_timestamp_seconds",
        "When the data now served for the stream was fetched, as Unix time."
    ) { $0.snapshot?.fetchedAt },
    poll.gauge(
        "datastream_exporter_snapshot_objects",
        "Objects in the snapshot now served, before filters and limits."
    ) { ($0.snapshot?.objects.count).map(SampleValue.init) },
]
