/// A row of a table as a value.
protocol StoredRow: Sendable {
    /// The table of the row.
    static var table: Table { get }
    /// Creates an empty row to read into.
    init()
    /// Visits its columns between the first, the stream's number, and the last, the checksum.
    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure)
}

extension StoredRow {
    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        self.init()
        try visit(&columns)
    }

    /// All columns but the checksum.
    consuming func values(stream: Int64) -> RowValues {
        var columns = ColumnWriter(stream: stream)
        var row = self
        row.visit(&columns)
        return columns.values
    }
}
