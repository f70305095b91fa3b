internal import Datastream
internal import Ledger
internal import Notation

/// A stream, and how many rows of each kind it has.
struct StreamRow: StoredRow, Equatable {
    /// The number that identifies the stream in its rows.
    private(set) var stream: Int64 = 0
    private(set) var name = StreamName(project: "", location: "", stream: "")
    var counters = 0
    var reasons = 0
    var latestErrors = 0
    var objects = 0
    var departedObjects = 0
    var seenErrors = 0
    private var runCount = 0
    /// The sequence number of the next run.
    private var nextRun = 0
    var durationSum = 0.0
    var created: Timestamp?
    var listed: Timestamp?
    private var stateCount = 0
    /// The sequence number of the next state of an object.
    private var nextState = 0

    static let table = Table.streams

    /// The sequence numbers of its finished runs.
    var runs: Range<Int> { nextRun - runCount..<nextRun }

    /// The sequence numbers of the states of its objects.
    var states: Range<Int> { nextState - stateCount..<nextState }

    init() {}

    /// The row of a ledger.
    init(_ ledger: StreamLedger, states: Range<Int>, runs: Range<Int>, name: StreamName, stream: Int64) {
        self.stream = stream
        self.name = name
        counters = CounterRow.all(of: ledger.counters).count
        reasons = ledger.counters.newErrorsByReason.totals.count
        latestErrors = ledger.latestErrors.count
        objects = ledger.objects.count
        departedObjects = ledger.departed.records.count
        seenErrors = ledger.errors.listed.count + ledger.errors.left.count
        runCount = runs.count
        nextRun = runs.upperBound
        durationSum = ledger.counters.durations.sum
        created = ledger.created
        listed = ledger.listed
        stateCount = states.count
        nextState = states.upperBound
    }

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.stream(&stream)
        try columns.column("name", &name)
        try columns.column("counters", &counters)
        try columns.column("reasons", &reasons)
        try columns.column("latest_errors", &latestErrors)
        try columns.column("objects", &objects)
        try columns.column("departed_objects", &departedObjects)
        try columns.column("seen_errors", &seenErrors)
        try columns.column("runs", &runCount)
        try columns.column("next_run", &nextRun)
        try columns.check(runCount <= nextRun, "has more runs than there were")
        try columns.column("duration_seconds_sum", &durationSum)
        try columns.column("created", &created)
        try columns.column("listed", &listed)
        try columns.column("object_states", &stateCount)
        try columns.column("next_object_state", &nextState)
        try columns.check(stateCount <= nextState, "has more states of objects than there were")
    }
}
