/// Visits the columns of a row in order, to read them, to write them, or to name them.
protocol Columns {
    associatedtype Failure: Error
    /// The number of the stream that the row belongs to: the first column of each table.
    mutating func stream(_ number: inout Int64) throws(Failure)
    /// A column that may be NULL.
    mutating func column<Value: ColumnValue>(_ name: @autoclosure () -> String, _ value: inout Value?) throws(Failure)
    /// A column that may not be NULL.
    mutating func column<Value: ColumnValue>(_ name: @autoclosure () -> String, _ value: inout Value) throws(Failure)
    /// Checks a condition on a row that is being read.
    func check(_ condition: @autoclosure () -> Bool, _ damage: @autoclosure () -> String) throws(Failure)
}
