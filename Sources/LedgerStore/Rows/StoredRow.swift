/// A row of a table as a value.
protocol StoredRow: Sendable {
    /// The table that it stands in.
    static var table: Table { get }
    /// A row to be read into.
    init()
    /// Goes through its columns between the first, the stream's number, and the last, the checksum.
    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure)
}

extension StoredRow {
    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        self.init()
        try visit(&columns)
    }

    /// All columns but the checksum.
    func values(stream: Int64) -> [SQLValue] {
        var columns = ColumnWriter(stream: stream)
        var row = self
        row.visit(&columns)
        return columns.values
    }
}
