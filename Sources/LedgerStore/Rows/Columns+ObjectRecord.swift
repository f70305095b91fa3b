internal import Datastream
internal import Ledger
internal import Notation

extension Columns {
    /// The columns of an object's record, the same in every table that has them.
    mutating func record(_ record: inout ObjectRecord) throws(Failure) {
        try column("state", &record.state)
        try column("since", &record.since)
        try column("created", &record.createTime)
        try column("missing", &record.isMissing)
        try run("run", &record.jobs.latest)
        try run("earlier", &record.jobs.earlier)
        try column("previous_duration_seconds", &record.previousDuration)
    }

    private mutating func run(_ name: StaticString, _ run: inout SeenRun?) throws(Failure) {
        var (start, end, result, isMeasured) = (run?.start, run?.end, run?.result, run?.isMeasured)
        try column("\(name)_start", &start)
        try column("\(name)_end", &end)
        try column("\(name)_result", &result)
        try column("\(name)_measured", &isMeasured)
        try check(isMeasured != nil || (start == nil && end == nil && result == nil), "has an incomplete run")
        run = isMeasured.map { SeenRun(start: start, end: end, result: result, isMeasured: $0) }
    }
}

extension ObjectRecord {
    /// An empty record to read into.
    static let blank = ObjectRecord(state: .none, since: Timestamp(seconds: 0), createTime: nil)
}
