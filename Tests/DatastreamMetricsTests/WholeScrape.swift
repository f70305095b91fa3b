/// The scrape of one successfully polled stream, with a table whose load failed and one that was never loaded.
let wholeScrape = """
    # HELP datastream_up Whether the last poll of this project and location succeeded for every selected stream (1) or not (0).
    # TYPE datastream_up gauge
    datastream_up{gcp_project="acme",gcp_location="europe-west1"} 1
    # HELP datastream_streams Streams in the snapshot by Stream.state. Cached: refreshed by the poller.
    # TYPE datastream_streams gauge
    datastream_streams{gcp_project="acme",gcp_location="europe-west1",state="NOT_STARTED"} 0
    datastream_streams{gcp_project="acme",gcp_location="europe-west1",state="RUNNING"} 1
    datastream_streams{gcp_project="acme",gcp_location="europe-west1",state="PAUSED"} 0
    datastream_streams{gcp_project="acme",gcp_location="europe-west1",state="MAINTENANCE"} 0
    datastream_streams{gcp_project="acme",gcp_location="europe-west1",state="FAILED"} 0
    datastream_streams{gcp_project="acme",gcp_location="europe-west1",state="FAILED_PERMANENTLY"} 0
    datastream_streams{gcp_project="acme",gcp_location="europe-west1",state="STARTING"} 0
    datastream_streams{gcp_project="acme",gcp_location="europe-west1",state="DRAINING"} 0
    datastream_streams{gcp_project="acme",gcp_location="europe-west1",state="UNKNOWN"} 0
    # HELP datastream_stream_info Identity of a stream; always 1. Join on gcp_project, gcp_location, stream.
    # TYPE datastream_stream_info gauge
    datastream_stream_info{gcp_project="acme",gcp_location="europe-west1",stream="shop",display_name="",source_type="",destination_type="",backfill_strategy=""} 1
    # HELP datastream_stream_state Stream.state as a 0/1 set, exactly one series of a stream is 1. Cached.
    # TYPE datastream_stream_state gauge
    datastream_stream_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="NOT_STARTED"} 0
    datastream_stream_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="RUNNING"} 1
    datastream_stream_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="PAUSED"} 0
    datastream_stream_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="MAINTENANCE"} 0
    datastream_stream_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="FAILED"} 0
    datastream_stream_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="FAILED_PERMANENTLY"} 0
    datastream_stream_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="STARTING"} 0
    datastream_stream_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="DRAINING"} 0
    datastream_stream_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="UNKNOWN"} 0
    # HELP datastream_stream_objects Stream objects in the snapshot by BackfillJob.state (NONE: object without a backfillJob). Every state is exported, 0 included. Cached.
    # TYPE datastream_stream_objects gauge
    datastream_stream_objects{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="NONE"} 1
    datastream_stream_objects{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="NOT_STARTED"} 0
    datastream_stream_objects{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="PENDING"} 0
    datastream_stream_objects{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="ACTIVE"} 0
    datastream_stream_objects{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="STOPPED"} 0
    datastream_stream_objects{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="FAILED"} 1
    datastream_stream_objects{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="COMPLETED"} 0
    datastream_stream_objects{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="UNSUPPORTED"} 0
    datastream_stream_objects{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="UNKNOWN"} 0
    # HELP datastream_stream_objects_with_errors Stream objects with at least one active error (StreamObject.errors). Cached.
    # TYPE datastream_stream_objects_with_errors gauge
    datastream_stream_objects_with_errors{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 0
    # HELP datastream_stream_backfill_errors Errors of the latest backfill jobs (BackfillJob.errors) by Error.reason. Cached.
    # TYPE datastream_stream_backfill_errors gauge
    datastream_stream_backfill_errors{gcp_project="acme",gcp_location="europe-west1",stream="shop",reason="READ"} 1
    # HELP datastream_stream_backfills_overdue ACTIVE objects whose backfill has run for longer than --backfill.overdue-factor times their previous duration, and for 10 minutes at least.
    # TYPE datastream_stream_backfills_overdue gauge
    datastream_stream_backfills_overdue{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 0
    # HELP datastream_stream_new_errors_total Errors first seen since the exporter (or its state file) started, told apart by errorUuid. source: stream, object, backfill.
    # TYPE datastream_stream_new_errors_total counter
    datastream_stream_new_errors_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",source="stream"} 0
    datastream_stream_new_errors_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",source="object"} 0
    datastream_stream_new_errors_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",source="backfill"} 0
    # HELP datastream_stream_new_errors_by_reason_total The same errors as datastream_stream_new_errors_total split by Error.reason; reasons past the cap count as other.
    # TYPE datastream_stream_new_errors_by_reason_total counter
    datastream_stream_new_errors_by_reason_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",source="backfill",reason="READ"} 0
    # HELP datastream_backfill_state_transitions_total Observed changes of an object's backfill state, by the new state. Changes between two polls are not seen.
    # TYPE datastream_backfill_state_transitions_total counter
    datastream_backfill_state_transitions_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="NONE"} 0
    datastream_backfill_state_transitions_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="NOT_STARTED"} 0
    datastream_backfill_state_transitions_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="PENDING"} 0
    datastream_backfill_state_transitions_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="ACTIVE"} 0
    datastream_backfill_state_transitions_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="STOPPED"} 0
    datastream_backfill_state_transitions_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="FAILED"} 0
    datastream_backfill_state_transitions_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="COMPLETED"} 0
    datastream_backfill_state_transitions_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="UNSUPPORTED"} 0
    datastream_backfill_state_transitions_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",state="UNKNOWN"} 0
    # HELP datastream_backfill_jobs_started_total Backfill jobs observed to start (a new lastStartTime on an object), by BackfillJob.trigger.
    # TYPE datastream_backfill_jobs_started_total counter
    datastream_backfill_jobs_started_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="AUTOMATIC"} 0
    datastream_backfill_jobs_started_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="MANUAL"} 0
    datastream_backfill_jobs_started_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="UNKNOWN"} 0
    # HELP datastream_backfill_jobs_finished_total Backfill jobs observed to end, by trigger and result (completed, failed, stopped, unsupported).
    # TYPE datastream_backfill_jobs_finished_total counter
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="AUTOMATIC",result="completed"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="AUTOMATIC",result="failed"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="AUTOMATIC",result="stopped"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="AUTOMATIC",result="unsupported"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="MANUAL",result="completed"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="MANUAL",result="failed"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="MANUAL",result="stopped"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="MANUAL",result="unsupported"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="UNKNOWN",result="completed"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="UNKNOWN",result="failed"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="UNKNOWN",result="stopped"} 0
    datastream_backfill_jobs_finished_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",trigger="UNKNOWN",result="unsupported"} 0
    # HELP datastream_backfill_duration_seconds lastEndTime minus lastStartTime of backfill jobs observed to complete.
    # TYPE datastream_backfill_duration_seconds histogram
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="10.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="15.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="20.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="30.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="45.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="60.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="90.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="120.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="180.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="240.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="300.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="450.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="600.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="900.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="1200.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="1800.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="2700.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="3600.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="5400.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="7200.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="10800.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="14400.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="21600.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="28800.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="43200.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="57600.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="86400.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="129600.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="172800.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="259200.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="604800.0"} 0
    datastream_backfill_duration_seconds_bucket{gcp_project="acme",gcp_location="europe-west1",stream="shop",le="+Inf"} 0
    datastream_backfill_duration_seconds_sum{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 0.0
    datastream_backfill_duration_seconds_count{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 0
    # HELP datastream_objects_appeared_total Objects first seen after the first snapshot of the stream.
    # TYPE datastream_objects_appeared_total counter
    datastream_objects_appeared_total{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 0
    # HELP datastream_objects_disappeared_total Objects that left the stream: two whole listings in a row lacked them.
    # TYPE datastream_objects_disappeared_total counter
    datastream_objects_disappeared_total{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 0
    # HELP datastream_object_info Identity of a stream object; always 1. object is unique in its stream.
    # TYPE datastream_object_info gauge
    datastream_object_info{gcp_project="acme",gcp_location="europe-west1",stream="shop",object="shop.a",object_id="1",source_type="mysql",namespace_name="shop",table="a"} 1
    datastream_object_info{gcp_project="acme",gcp_location="europe-west1",stream="shop",object="shop.b",object_id="2",source_type="mysql",namespace_name="shop",table="b"} 1
    # HELP datastream_object_backfill_state Backfill state of the object. sparse (default): one series, 1, for the current state; full: a 0/1 set. Cached.
    # TYPE datastream_object_backfill_state gauge
    datastream_object_backfill_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",object="shop.a",state="FAILED"} 1
    datastream_object_backfill_state{gcp_project="acme",gcp_location="europe-west1",stream="shop",object="shop.b",state="NONE"} 1
    # HELP datastream_object_backfill_last_start_timestamp_seconds BackfillJob.lastStartTime as Unix time. Absent if the job never started.
    # TYPE datastream_object_backfill_last_start_timestamp_seconds gauge
    datastream_object_backfill_last_start_timestamp_seconds{gcp_project="acme",gcp_location="europe-west1",stream="shop",object="shop.a"} 100
    # HELP datastream_object_backfill_errors Errors of the object's latest backfill job by Error.reason. Cached.
    # TYPE datastream_object_backfill_errors gauge
    datastream_object_backfill_errors{gcp_project="acme",gcp_location="europe-west1",stream="shop",object="shop.a",reason="READ"} 1
    # HELP datastream_exporter_build_info A metric with a constant 1 labelled by the build of datastream-exporter.
    # TYPE datastream_exporter_build_info gauge
    datastream_exporter_build_info{version="0.1.0",revision="abc",branch="main",swiftversion="6.3.1",goos="linux",goarch="amd64"} 1
    # HELP datastream_exporter_poll_interval_seconds Configured poll interval.
    # TYPE datastream_exporter_poll_interval_seconds gauge
    datastream_exporter_poll_interval_seconds 60.0
    # HELP datastream_exporter_polls_skipped_total Poll ticks skipped because the poll before was still running.
    # TYPE datastream_exporter_polls_skipped_total counter
    datastream_exporter_polls_skipped_total 0
    # HELP datastream_exporter_objects_dropped Objects of the snapshots without series of their own, by reason (detail, filter, limit).
    # TYPE datastream_exporter_objects_dropped gauge
    datastream_exporter_objects_dropped{reason="detail"} 0
    datastream_exporter_objects_dropped{reason="filter"} 0
    datastream_exporter_objects_dropped{reason="limit"} 0
    # HELP datastream_exporter_object_limit Configured limit on objects with series of their own; 0 means none.
    # TYPE datastream_exporter_object_limit gauge
    datastream_exporter_object_limit 20000
    # HELP datastream_exporter_total_shards Configured --total-shards.
    # TYPE datastream_exporter_total_shards gauge
    datastream_exporter_total_shards 1
    # HELP datastream_exporter_shard_ordinal Configured --shard; value and label are the ordinal, as in kube-state-metrics.
    # TYPE datastream_exporter_shard_ordinal gauge
    datastream_exporter_shard_ordinal{shard_ordinal="0"} 0
    # HELP datastream_exporter_ledger_durable Whether the ledger took the last poll (1) or counter advances are being withheld until it does (0).
    # TYPE datastream_exporter_ledger_durable gauge
    datastream_exporter_ledger_durable 1
    # HELP datastream_exporter_ledger_errors_total Ledger operations that failed, by operation (open, read, write).
    # TYPE datastream_exporter_ledger_errors_total counter
    datastream_exporter_ledger_errors_total{op="open"} 0
    datastream_exporter_ledger_errors_total{op="read"} 0
    datastream_exporter_ledger_errors_total{op="write"} 0
    # HELP datastream_exporter_streams_discovered Streams that the last search of the project found or that are named by flag, before filters.
    # TYPE datastream_exporter_streams_discovered gauge
    datastream_exporter_streams_discovered{gcp_project="acme"} 1
    # HELP datastream_exporter_streams_selected Streams of the project that this exporter polls, after filters and shards.
    # TYPE datastream_exporter_streams_selected gauge
    datastream_exporter_streams_selected{gcp_project="acme"} 1
    # HELP datastream_exporter_poll_success Whether the last poll of the stream listed all its pages (1) or not (0).
    # TYPE datastream_exporter_poll_success gauge
    datastream_exporter_poll_success{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 1
    # HELP datastream_exporter_poll_duration_seconds How long the last poll of the stream took.
    # TYPE datastream_exporter_poll_duration_seconds gauge
    datastream_exporter_poll_duration_seconds{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 1.0
    # HELP datastream_exporter_polls_total Polls of the stream started.
    # TYPE datastream_exporter_polls_total counter
    datastream_exporter_polls_total{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 1
    # HELP datastream_exporter_poll_failures_total Polls of the stream that failed, by reason (auth, permission, not_found, quota, server, network, timeout, decode).
    # TYPE datastream_exporter_poll_failures_total counter
    datastream_exporter_poll_failures_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",reason="auth"} 0
    datastream_exporter_poll_failures_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",reason="permission"} 0
    datastream_exporter_poll_failures_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",reason="not_found"} 0
    datastream_exporter_poll_failures_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",reason="quota"} 0
    datastream_exporter_poll_failures_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",reason="server"} 0
    datastream_exporter_poll_failures_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",reason="network"} 0
    datastream_exporter_poll_failures_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",reason="timeout"} 0
    datastream_exporter_poll_failures_total{gcp_project="acme",gcp_location="europe-west1",stream="shop",reason="decode"} 0
    # HELP datastream_exporter_snapshot_timestamp_seconds When the data now served for the stream was fetched, as Unix time.
    # TYPE datastream_exporter_snapshot_timestamp_seconds gauge
    datastream_exporter_snapshot_timestamp_seconds{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 1000
    # HELP datastream_exporter_snapshot_objects Objects in the snapshot now served, before filters and limits.
    # TYPE datastream_exporter_snapshot_objects gauge
    datastream_exporter_snapshot_objects{gcp_project="acme",gcp_location="europe-west1",stream="shop"} 2

    """
