internal import Datastream
internal import Ledger
internal import Notation

/// A finished run, without its reasons.
struct RunRow: StoredRow {
    /// Its place among the runs of the stream.
    private(set) var sequence = 0
    /// The run; its list of reasons is empty after reading.
    var run = FinishedRun(
        objectID: "", label: "", trigger: .unknown, result: .completed, start: nil, end: nil, reasons: [],
        isPartial: false, seenAt: Timestamp(seconds: 0))
    /// How many reasons it has.
    private(set) var reasons = 0

    static let table = Table.runs

    init() {}

    init(_ run: FinishedRun, sequence: Int) {
        self.sequence = sequence
        self.run = run
        reasons = run.reasons.count
    }

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.column("sequence", &sequence)
        try columns.column("object_id", &run.objectID)
        try columns.column("object", &run.label)
        try columns.column("trigger", &run.trigger)
        try columns.column("result", &run.result)
        try columns.column("start", &run.start)
        try columns.column("end", &run.end)
        try columns.column("reasons", &reasons)
        try columns.column("partial", &run.isPartial)
        try columns.column("seen", &run.seenAt)
    }
}
