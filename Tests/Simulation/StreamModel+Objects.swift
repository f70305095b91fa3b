/// An object of a stream: what it shows if it is shown, and whether it may be.
struct ObjectSight {
    let label: String
    /// Its place where there is a limit: a lower one comes first.
    let rank: Int
    /// Why it has no series; nil if only the limit may take them.
    let hidden: String?
    let series: Series
}

extension StreamModel {
    private static let ranks = [
        "UNSUPPORTED": 2, "ACTIVE": 3, "PENDING": 4, "STOPPED": 5, "NOT_STARTED": 6,
    ]

    /// The objects that count as present.
    func sights(_ choice: ObjectChoice) -> [ObjectSight] {
        var labels = present.map(\.object.label)
        var twins: [String: Int] = [:]
        for label in labels { twins[label, default: 0] += 1 }
        for index in labels.indices where twins[labels[index], default: 0] > 1 {
            labels[index] += "#\(present[index].object.id)"
        }
        return zip(present, labels).map { life, label in
            let object = life.object
            let hasErrors = !object.errors.isEmpty || !(object.job?.errors ?? []).isEmpty
            let isDone = object.state == "COMPLETED" && object.job?.clause == nil && !hasErrors
            var hidden: String?
            if choice.detail == "none" || choice.detail == "attention" && isDone { hidden = "detail" }
            if let end = choice.excludedEnd, label.hasSuffix(end) { hidden = "filter" }
            let rank = object.state == "FAILED" ? 0 : hasErrors ? 1 : Self.ranks[object.state] ?? 7
            return ObjectSight(
                label: label, rank: rank, hidden: hidden,
                series: hidden == nil ? Self.series(of: life, label, choice) : [:])
        }
    }

    private static func series(of life: Life, _ label: String, _ choice: ObjectChoice) -> Series {
        let object = life.object
        var series: Series = [:]
        func show(_ name: String, _ value: Double?) {
            if let value { series["datastream_object_\(name)|object=\(label)"] = value }
        }
        var info = "datastream_object_info"
        let namespace = object.kind == nil || object.kind == "salesforce" ? "" : object.namespace
        if !namespace.isEmpty { info += "|namespace_name=\(namespace)" }
        info += "|object=\(label)|object_id=\(object.id)"
        if let kind = object.kind { info += "|source_type=\(kind)|table=\(object.table)" }
        series[info] = 1
        for state in choice.showsAllStates ? Reading.jobStates + ["NONE"] : [object.state] {
            series["datastream_object_backfill_state|object=\(label)|state=\(state)"] = state == object.state ? 1 : 0
        }
        show("backfill_last_start_timestamp_seconds", object.job?.start.map(Double.init))
        show("backfill_last_end_timestamp_seconds", object.job?.end.map(Double.init))
        show("backfill_partial", object.job?.clause == nil ? nil : 1)
        for error in object.errors {
            series["datastream_object_errors|object=\(label)|reason=\(error.reason)", default: 0] += 1
        }
        for error in object.job?.errors ?? [] {
            series["datastream_object_backfill_errors|object=\(label)|reason=\(error.reason)", default: 0] += 1
        }
        guard choice.showsExtra else { return series }
        show("backfill_state_since_timestamp_seconds", Double(life.since) / 1_000)
        show("create_timestamp_seconds", object.created.map(Double.init))
        show("update_timestamp_seconds", object.updated.map(Double.init))
        let errors = object.errors + (object.job?.errors ?? [])
        show("last_error_timestamp_seconds", errors.map { Double($0.time) }.max())
        show("backfill_previous_duration_seconds", life.previous.map(Double.init))
        return series
    }
}
