internal import Datastream
internal import Exposition

private let stream = MetricTable<Snapshot>(identity: ["gcp_project", "gcp_location", "stream"])

/// The metrics of a stream and of what its objects come to.
let streamMetrics: [MetricRow<Snapshot>] = [
    stream.info(
        "datastream_stream_info", "Identity of a stream; always 1. Join on gcp_project, gcp_location, stream.",
        ["display_name", "source_type", "destination_type", "backfill_strategy"]
    ) { [$0.stream.displayName, $0.stream.sourceType, $0.stream.destinationType, $0.stream.backfillStrategy] },
    stream.each(
        "datastream_stream_state", .gauge,
        "Stream.state as a 0/1 set, exactly one series of a stream is 1. Cached.",
        "state", of: Datastream.Stream.State.allCases
    ) { SampleValue($0.stream.state == $1) },
    stream.reasons(
        "datastream_stream_errors", "Active errors on the stream itself (Stream.errors) by Error.reason. Cached."
    ) { $0.summary.streamErrors },
    stream.timestamp("datastream_stream_create_timestamp_seconds", "Stream.createTime as Unix time.") {
        $0.stream.createTime
    },
    stream.timestamp("datastream_stream_update_timestamp_seconds", "Stream.updateTime as Unix time.") {
        $0.stream.updateTime
    },
    stream.each(
        "datastream_stream_objects", .gauge,
        "Stream objects in the snapshot by BackfillJob.state (NONE: object without a backfillJob)."
            + " Every state is exported, 0 included. Cached.",
        "state", of: BackfillState.allCases
    ) { SampleValue($0.summary.objects[$1, default: 0]) },
    stream.gauge(
        "datastream_stream_objects_with_errors",
        "Stream objects with at least one active error (StreamObject.errors). Cached."
    ) { SampleValue($0.summary.objectsWithErrors) },
    stream.reasons(
        "datastream_stream_object_errors",
        "Active errors on the objects of the stream (StreamObject.errors) by Error.reason. Cached."
    ) { $0.summary.objectErrors },
    stream.reasons(
        "datastream_stream_backfill_errors",
        "Errors of the latest backfill jobs (BackfillJob.errors) by Error.reason. Cached."
    ) { $0.summary.backfillErrors },
    stream.timestamp(
        "datastream_stream_backfill_oldest_active_start_timestamp_seconds",
        "Smallest BackfillJob.lastStartTime among ACTIVE objects. Absent while none is ACTIVE."
    ) { $0.summary.oldestActiveStart },
    stream.timestamp(
        "datastream_stream_backfill_last_completed_timestamp_seconds",
        "Largest BackfillJob.lastEndTime among COMPLETED objects. Absent while none is COMPLETED."
    ) { $0.summary.lastCompleted },
]
