/// What the latest scrape shows of a stream, by what judges it.
struct Shown {
    private(set) var gauges: Series = [:]
    /// The series of objects, by label.
    let objects: [String: Series]
    /// How many backfills are overdue.
    private(set) var overdue: Double?
    /// All counters of the ledger but those by reason.
    private(set) var counters: Series = [:]
    private(set) var reasons: Series = [:]
    /// What is told of the polls.
    private(set) var polls: Series = [:]

    /// All that may only grow.
    var growing: Series { counters.merging(reasons) { value, _ in value } }

    init(_ series: Series, _ objects: [String: Series] = [:]) {
        self.objects = objects
        for (key, value) in series {
            if key.hasPrefix("datastream_exporter_") {
                polls[key] = value
            } else if key.hasPrefix("datastream_stream_new_errors_by_reason_total") {
                reasons[key] = value
            } else if key.hasPrefix("datastream_stream_new_errors_total") || key.hasPrefix("datastream_backfill_")
                || key.hasPrefix("datastream_objects_")
            {
                counters[key] = value
            } else if key == "datastream_stream_backfills_overdue" {
                overdue = value
            } else {
                gauges[key] = value
            }
        }
    }
}
