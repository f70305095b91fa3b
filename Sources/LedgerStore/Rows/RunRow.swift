internal import Datastream
internal import Ledger

/// A finished run, without its reasons.
struct RunRow: StoredRow {
    var run: FinishedRun
    /// How many reasons it has.
    let reasons: Int

    static let table = Table.runs

    init(_ run: FinishedRun) {
        self.run = run
        reasons = run.reasons.count
    }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        let sequence = try columns.count()
        let (objectID, label) = (try columns.text(), try columns.text())
        let trigger: BackfillJob.Trigger = try columns.choice()
        let result: JobResult = try columns.choice()
        let (start, end) = (try columns.optionalTimestamp(), try columns.optionalTimestamp())
        reasons = try columns.count()
        run = FinishedRun(
            sequence: sequence, objectID: objectID, label: label, trigger: trigger, result: result, start: start,
            end: end, reasons: [], isPartial: try columns.flag(), seenAt: try columns.timestamp())
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(run.sequence)
        columns.add(run.objectID)
        columns.add(run.label)
        columns.add(run.trigger.rawValue)
        columns.add(run.result.rawValue)
        columns.add(run.start)
        columns.add(run.end)
        columns.add(reasons)
        columns.add(run.isPartial)
        columns.add(run.seenAt)
    }
}

/// A reason of a finished run.
struct RunReasonRow: StoredRow {
    /// The sequence of the run.
    let run: Int
    /// Its place among the run's reasons.
    let position: Int
    let reason: String

    static let table = Table.runReasons

    init(_ reason: String, of run: Int, position: Int) {
        self.run = run
        self.position = position
        self.reason = reason
    }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        run = try columns.count()
        position = try columns.count()
        reason = try columns.text()
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(run)
        columns.add(position)
        columns.add(reason)
    }
}
