internal import Datastream
internal import Exposition
internal import Ledger

private let counters = RowShapes<ServedLedger>(identity: ["gcp_project", "gcp_location", "stream"])

/// Metrics of what happened between a stream's polls; they remain when its data becomes stale.
let streamCountersMetrics: [MetricRow<ServedLedger>] = [
    counters.row(
        "datastream_stream_new_errors_total", .counter,
        "Errors first seen since the exporter (or its state file) started, told apart by errorUuid."
            + " source: stream, object, backfill.",
        ["source"]
    ) { ledger, writer in
        for source in ErrorSource.allCases {
            writer.sample(
                "source", source.rawValue, SampleValue(ledger.counters.newErrors[source]),
                exemplar: ledger.latestErrors[source].flatMap(Exemplar.init))
        }
    },
    counters.row(
        "datastream_stream_new_errors_by_reason_total", .counter,
        "The same errors as datastream_stream_new_errors_total split by Error.reason;"
            + " reasons past the cap count as other.",
        ["source", "reason"]
    ) { ledger, writer in
        for (series, count) in ledger.counters.newErrorsByReason.totals.sorted(by: { $0.key < $1.key }) {
            writer.sample(["source": series.source.rawValue, "reason": series.reason.value], SampleValue(count))
        }
    },
    counters.each(
        "datastream_backfill_state_transitions_total", .counter,
        "Observed changes of an object's backfill state, by the new state. Changes between two polls are not seen.",
        "state", of: BackfillState.allCases
    ) { SampleValue($0.counters.transitions[$1]) },
    counters.each(
        "datastream_backfill_jobs_started_total", .counter,
        "Backfill jobs observed to start (a new lastStartTime on an object), by BackfillJob.trigger.",
        "trigger", of: BackfillJob.Trigger.allCases
    ) { SampleValue($0.counters.jobsStarted[$1]) },
    counters.row(
        "datastream_backfill_jobs_finished_total", .counter,
        "Backfill jobs observed to end, by trigger and result (completed, failed, stopped, unsupported).",
        ["trigger", "result"]
    ) { ledger, writer in
        for (jobs, count) in ledger.counters.jobsFinished.all {
            writer.sample(["trigger": jobs.trigger.rawValue, "result": jobs.result.rawValue], SampleValue(count))
        }
    },
    counters.row(
        "datastream_backfill_duration_seconds", .histogram,
        "lastEndTime minus lastStartTime of backfill jobs observed to complete."
    ) { ledger, writer in
        let durations = ledger.counters.durations
        writer.histogram(bounds: durations.bounds, counts: durations.counts, sum: durations.sum)
    },
    counters.counter(
        "datastream_objects_appeared_total", "Objects first seen after the first snapshot of the stream."
    ) { SampleValue($0.counters.objectsAppeared) },
    counters.counter(
        "datastream_objects_disappeared_total",
        "Objects that left the stream: two whole listings in a row lacked them."
    ) { SampleValue($0.counters.objectsDisappeared) },
]

extension Exemplar {
    /// Identifies the latest error by its UUID.
    fileprivate init?(_ error: NewError) {
        self.init("error_uuid", error.errorUuid, time: error.errorTime.map(SampleValue.init))
    }
}
