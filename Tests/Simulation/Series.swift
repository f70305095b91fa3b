/// What a scrape must show of a stream, by series; the key of a series is its name and the labels other than the stream's.
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

    /// The gauges of the stream and its objects.
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
        addObjects(to: &series)
        return series
    }

    private func addObjects(to series: inout Series) {
        var twins: [String: Int] = [:]
        for life in present { twins[life.object.label, default: 0] += 1 }
        for life in present {
            let object = life.object
            let isTwin = twins[object.label, default: 0] > 1
            let label = isTwin ? "\(object.label)#\(object.id)" : object.label
            var info = "datastream_object_info"
            let namespace = object.kind == nil || object.kind == "salesforce" ? "" : object.namespace
            if !namespace.isEmpty { info += "|namespace_name=\(namespace)" }
            info += "|object=\(label)|object_id=\(object.id)"
            if let kind = object.kind { info += "|source_type=\(kind)|table=\(object.table)" }
            series[info] = 1
            series["datastream_object_backfill_state|object=\(label)|state=\(object.state)"] = 1
            if let start = object.job?.start {
                series["datastream_object_backfill_last_start_timestamp_seconds|object=\(label)"] = Double(start)
            }
            if let end = object.job?.end {
                series["datastream_object_backfill_last_end_timestamp_seconds|object=\(label)"] = Double(end)
            }
            if object.job?.clause != nil { series["datastream_object_backfill_partial|object=\(label)"] = 1 }
            for error in object.errors {
                series["datastream_object_errors|object=\(label)|reason=\(error.reason)", default: 0] += 1
            }
            for error in object.job?.errors ?? [] {
                series["datastream_object_backfill_errors|object=\(label)|reason=\(error.reason)", default: 0] += 1
            }
        }
    }
}
