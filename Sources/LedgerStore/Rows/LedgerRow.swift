/// The one row about the file itself.
struct LedgerRow: StoredRow, Equatable {
    /// Grows with every transaction: what tells the file that was written last from any other.
    var generation: Int
    /// How many streams there are.
    var streams: Int

    static let table = Table.ledger
    /// The key of the row.
    static let id: Int64 = 1

    init(generation: Int, streams: Int) {
        self.generation = generation
        self.streams = streams
    }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        self.init(generation: try columns.count(), streams: try columns.count())
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(generation)
        columns.add(streams)
    }
}
