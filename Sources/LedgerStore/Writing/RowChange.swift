/// A row that a write changes.
enum RowChange: Sendable {
    /// Inserts a row, or replaces the one with the same key.
    case put(Table, RowValues)
    /// Removes the row with this key.
    case remove(Table, key: RowValues)
    /// Removes the rows of a stream whose sequence number is less than the key's.
    case removeBefore(Table, key: RowValues)
}
