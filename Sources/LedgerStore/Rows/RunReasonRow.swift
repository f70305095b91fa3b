/// A reason of a finished run.
struct RunReasonRow: StoredRow {
    /// The sequence number of the run.
    var run = 0
    /// Its place among the run's reasons.
    var position = 0
    var reason = ""

    static let table = Table.runReasons

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.column("run", &run)
        try columns.column("position", &position)
        try columns.column("reason", &reason)
    }
}
