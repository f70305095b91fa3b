internal import Datastream
internal import Exposition
internal import Notation

private let stream = RowShapes<StreamStatus>(identity: ["gcp_project", "gcp_location", "stream"])

/// Metrics of a stream and totals over its objects.
let streamMetrics: [MetricRow<StreamStatus>] = [
    stream.info(
        "datastream_stream_info", "Identity of a stream; always 1. Join on gcp_project, gcp_location, stream.",
        [
            "display_name": { $0.snapshot.stream.displayName }, "source_type": { $0.snapshot.stream.sourceType },
            "destination_type": { $0.snapshot.stream.destinationType },
            "backfill_strategy": { $0.snapshot.stream.backfillStrategy },
        ]),
    stream.each(
        "datastream_stream_state", .gauge,
        "Stream.state as a 0/1 set, exactly one series of a stream is 1. Cached.",
        "state", of: Datastream.Stream.State.allCases
    ) { SampleValue($0.snapshot.stream.state == $1) },
    stream.reasons(
        "datastream_stream_errors", "Active errors on the stream itself (Stream.errors) by Error.reason. Cached."
    ) { $0.snapshot.summary.streamErrors },
    stream.timestamp("datastream_stream_create_timestamp_seconds", "Stream.createTime as Unix time.") {
        $0.snapshot.stream.createTime
    },
    stream.timestamp("datastream_stream_update_timestamp_seconds", "Stream.updateTime as Unix time.") {
        $0.snapshot.stream.updateTime
    },
    stream.each(
        "datastream_stream_objects", .gauge,
        "Stream objects in the snapshot by BackfillJob.state (NONE: object without a backfillJob)."
            + " Every state is exported, 0 included. Cached.",
        "state", of: BackfillState.allCases
    ) { SampleValue($0.snapshot.summary.objects[$1, default: 0]) },
    stream.gauge(
        "datastream_stream_objects_with_errors",
        "Stream objects with at least one active error (StreamObject.errors). Cached."
    ) { SampleValue($0.snapshot.summary.objectsWithErrors) },
    stream.reasons(
        "datastream_stream_object_errors",
        "Active errors on the objects of the stream (StreamObject.errors) by Error.reason. Cached."
    ) { $0.snapshot.summary.objectErrors },
    stream.reasons(
        "datastream_stream_backfill_errors",
        "Errors of the latest backfill jobs (BackfillJob.errors) by Error.reason. Cached."
    ) { $0.snapshot.summary.backfillErrors },
    stream.timestamp(
        "datastream_stream_backfill_oldest_active_start_timestamp_seconds",
        "Smallest BackfillJob.lastStartTime among ACTIVE objects. Absent while none is ACTIVE."
    ) { $0.snapshot.summary.oldestActiveStart },
    stream.timestamp(
        "datastream_stream_backfill_oldest_pending_since_timestamp_seconds",
        "When the exporter first saw the longest waiting PENDING object PENDING. Absent while none is PENDING."
    ) { $0.oldestPendingSince },
    stream.timestamp(
        "datastream_stream_backfill_last_completed_timestamp_seconds",
        "Largest BackfillJob.lastEndTime among COMPLETED objects. Absent while none is COMPLETED."
    ) { $0.snapshot.summary.lastCompleted },
    stream.gauge(
        "datastream_stream_backfills_overdue",
        "ACTIVE objects whose backfill has run for longer than --backfill.overdue-factor times their previous duration,"
            + " and for 10 minutes at least."
    ) { SampleValue($0.overdue) },
]
