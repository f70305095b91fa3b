/// The one row about the file itself.
struct LedgerRow: StoredRow, Equatable {
    /// Increases with every transaction, and so tells the file written last from any other.
    var generation = 0
    /// How many streams there are.
    var streams = 0

    static let table = Table.ledger
    /// The key of the row.
    static let id: Int64 = 1

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.column("generation", &generation)
        try columns.column("streams", &streams)
    }
}
