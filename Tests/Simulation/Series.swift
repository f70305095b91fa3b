/// What a scrape must show of a stream, by series: the name, and the labels other than the stream's.
typealias Series = [String: Double]

extension StreamModel {
    /// The counters, all of them, but those by reason.
    var counterSeries: Series {
        var series: Series = [:]
        for source in ["stream", "object", "backfill"] {
            series["datastream_stream_new_errors_total|source=\(source)"] = count("errors|\(source)")
        }
        for state in Reading.jobStates + ["NONE"] {
            series["datastream_backfill_state_transitions_total|state=\(state)"] = count("to|\(state)")
        }
        for trigger in Reading.triggers {
            series["datastream_backfill_jobs_started_total|trigger=\(trigger)"] = count("started|\(trigger)")
            for result in Self.ends.values {
                series["datastream_backfill_jobs_finished_total|result=\(result)|trigger=\(trigger)"] = count(
                    "finished|\(trigger)|\(result)")
            }
        }
        var below = 0.0
        for (index, bound) in Self.bounds.enumerated() {
            below += count("duration|\(index)")
            series["datastream_backfill_duration_seconds_bucket|le=\(bound).0"] = below
        }
        below += count("duration|\(Self.bounds.count)")
        series["datastream_backfill_duration_seconds_bucket|le=+Inf"] = below
        series["datastream_backfill_duration_seconds_count"] = below
        series["datastream_backfill_duration_seconds_sum"] = sum
        series["datastream_objects_appeared_total"] = count("appeared")
        series["datastream_objects_disappeared_total"] = count("disappeared")
        return series
    }

    private func count(_ key: String) -> Double { Double(counts[key, default: 0]) }

    /// The gauges of the stream.
    var gaugeSeries: Series {
        var series: Series = [
            "datastream_stream_info|backfill_strategy=backfillAll|destination_type=bigquery"
                + "|display_name=\(itself.displayName)|source_type=mysql": 1
        ]
        let state = Reading.value(itself.state, Reading.streamStates)
        for known in Reading.streamStates {
            series["datastream_stream_state|state=\(known)"] = known == state ? 1 : 0
        }
        if let created = itself.created { series["datastream_stream_create_timestamp_seconds"] = Double(created) }
        if let updated = itself.updated { series["datastream_stream_update_timestamp_seconds"] = Double(updated) }
        for error in itself.errors { series["datastream_stream_errors|reason=\(error.reason)", default: 0] += 1 }
        for state in Reading.jobStates + ["NONE"] {
            series["datastream_stream_objects|state=\(state)"] = Double(present.count { $0.object.state == state })
        }
        series["datastream_stream_objects_with_errors"] = Double(present.count { !$0.object.errors.isEmpty })
        for life in present {
            for error in life.object.errors {
                series["datastream_stream_object_errors|reason=\(error.reason)", default: 0] += 1
            }
            for error in life.object.job?.errors ?? [] {
                series["datastream_stream_backfill_errors|reason=\(error.reason)", default: 0] += 1
            }
        }
        let active = present.filter { $0.object.state == "ACTIVE" }.compactMap(\.object.job?.start)
        if let oldest = active.min() {
            series["datastream_stream_backfill_oldest_active_start_timestamp_seconds"] = Double(oldest)
        }
        if let oldest = present.filter({ $0.object.state == "PENDING" }).map(\.since).min() {
            series["datastream_stream_backfill_oldest_pending_since_timestamp_seconds"] = Double(oldest) / 1_000
        }
        let completed = present.filter { $0.object.state == "COMPLETED" }.compactMap(\.object.job?.end)
        if let latest = completed.max() {
            series["datastream_stream_backfill_last_completed_timestamp_seconds"] = Double(latest)
        }
        return series
    }
}
