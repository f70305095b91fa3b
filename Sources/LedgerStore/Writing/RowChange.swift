/// A row that a write changes.
enum RowChange: Sendable {
    /// A row as it is now, under a key that may be there.
    case put(Table, [SQLValue])
    /// The key of a row that goes.
    case remove(Table, key: [SQLValue])
}
