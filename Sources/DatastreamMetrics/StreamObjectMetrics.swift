internal import Datastream
internal import Exposition
internal import Notation

private let object = RowShapes<ObjectStatus>(identity: ["gcp_project", "gcp_location", "stream", "object"])

/// The default metrics of a stream object and its latest backfill job.
func streamObjectMetrics(states: ObjectOptions.States) -> [MetricRow<ObjectStatus>] {
    [
        object.row(
            "datastream_object_info", .gauge,
            "Identity of a stream object; always 1. object is unique in its stream.",
            ObjectNames.labels.map(\.key), reading: { ObjectNames($0.object) }
        ) { $0.write(to: &$1) },
        backfillState(states),
        object.timestamp(
            "datastream_object_backfill_last_start_timestamp_seconds",
            "BackfillJob.lastStartTime as Unix time. Absent if the job never started."
        ) { $0.object.lastStartTime },
        object.timestamp(
            "datastream_object_backfill_last_end_timestamp_seconds",
            "BackfillJob.lastEndTime as Unix time. Absent while running or never run."
        ) { $0.object.lastEndTime },
        object.gauge(
            "datastream_object_backfill_partial",
            "1 if the latest backfill job of the object was a partial one (eventFilter set). Absent otherwise. Cached."
        ) { $0.object.isPartial ? 1 : nil },
        object.reasons(
            "datastream_object_errors", "Active errors on the object (StreamObject.errors) by Error.reason. Cached."
        ) { ($0.object.errors, $0.names?.objects) },
        object.reasons(
            "datastream_object_backfill_errors",
            "Errors of the object's latest backfill job by Error.reason. Cached."
        ) { ($0.object.jobErrors, $0.names?.backfills) },
    ]
}

/// The opt-in metrics of a stream object.
let extraObjectMetrics: [MetricRow<ObjectStatus>] = [
    object.timestamp(
        "datastream_object_backfill_state_since_timestamp_seconds",
        "When the exporter first saw the object in its present backfill state."
    ) { $0.since },
    object.timestamp(
        "datastream_object_create_timestamp_seconds", "StreamObject.createTime as Unix time."
    ) { $0.object.createTime },
    object.timestamp(
        "datastream_object_update_timestamp_seconds", "StreamObject.updateTime as Unix time."
    ) { $0.object.updateTime },
    object.timestamp(
        "datastream_object_last_error_timestamp_seconds",
        "Largest errorTime among the errors of the object and its backfill job."
    ) { status in
        let errors = status.object.errors + status.object.jobErrors
        return errors.lazy.compactMap(\.errorTime).max()
    },
    object.gauge(
        "datastream_object_backfill_previous_duration_seconds",
        "Duration of the last completed whole backfill run of the object that the ledger remembers."
    ) { $0.previousDuration.map(SampleValue.real) },
]

private func backfillState(_ states: ObjectOptions.States) -> MetricRow<ObjectStatus> {
    let name = "datastream_object_backfill_state"
    let help =
        "Backfill state of the object. sparse (default): one series, 1, for the current state; full: a 0/1 set. Cached."
    return switch states {
    case .sparse:
        object.row(name, .gauge, help, ["state"], reading: { $0.object.backfillState }) { state, writer in
            writer.sample("state", state.rawValue, 1)
        }
    case .full:
        object.each(name, .gauge, help, "state", of: BackfillState.allCases) {
            SampleValue($0.object.backfillState == $1)
        }
    }
}
