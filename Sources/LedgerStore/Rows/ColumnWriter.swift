/// Collects the columns of a row to be written.
struct ColumnWriter: Columns {
    private(set) var values: [SQLValue] = []

    init(stream: Int64) {
        values.reserveCapacity(48)
        values.append(.integer(stream))
    }

    mutating func add(_ value: SQLValue?) { values.append(value ?? .null) }

    mutating func stream(_: inout Int64) {}

    mutating func column<Value: ColumnValue>(_: @autoclosure () -> String, _ value: inout Value?) {
        Value.write(value, to: &self)
    }

    mutating func column<Value: ColumnValue>(_: @autoclosure () -> String, _ value: inout Value) {
        Value.write(value, to: &self)
    }

    func check(_: @autoclosure () -> Bool, _: @autoclosure () -> String) {}
}
