internal import Datastream
internal import Ledger
internal import Notation

/// A stream, and how many rows of each kind it has.
struct StreamRow: StoredRow, Equatable {
    /// The number that its rows bear.
    let stream: Int64
    let name: StreamName
    var counters = 0
    var reasons = 0
    var latestErrors = 0
    var objects = 0
    var departedObjects = 0
    var seenErrors = 0
    var runs = 0
    /// The sequence of the next run.
    var nextRun = 0
    var durationSum = 0.0
    var created: Timestamp?
    var listed: Timestamp?

    static let table = Table.streams

    /// The row of a ledger.
    init(_ ledger: StreamLedger, name: StreamName, stream: Int64) {
        self.stream = stream
        self.name = name
        counters = CounterRow.all(of: ledger.counters).count
        reasons = ledger.counters.newErrorsByReason.totals.count
        latestErrors = ledger.latestErrors.count
        objects = ledger.objects.count
        departedObjects = ledger.departed.records.count
        seenErrors = ledger.errors.listed.count + ledger.errors.left.count
        runs = ledger.history.runs.count
        nextRun = ledger.history.next
        durationSum = ledger.counters.durations.sum
        created = ledger.created
        listed = ledger.listed
    }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        stream = try columns.first
        guard let name = StreamName(try columns.text()) else { throw columns.damage("has a name that is no stream's") }
        self.name = name
        counters = try columns.count()
        reasons = try columns.count()
        latestErrors = try columns.count()
        objects = try columns.count()
        departedObjects = try columns.count()
        seenErrors = try columns.count()
        runs = try columns.count()
        nextRun = try columns.count()
        durationSum = try columns.real()
        created = try columns.optionalTimestamp()
        listed = try columns.optionalTimestamp()
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(name.description)
        for count in [
            counters, reasons, latestErrors, objects, departedObjects, seenErrors, runs, nextRun,
        ] { columns.add(count) }
        columns.add(durationSum)
        columns.add(created)
        columns.add(listed)
    }
}
