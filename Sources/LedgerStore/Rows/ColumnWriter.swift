/// Collects the columns of a row to be written.
struct ColumnWriter: Columns {
    var values = RowValues()

    init(stream: Int64) {
        values.reserveCapacity()
        values.append(stream)
    }

    mutating func stream(_: inout Int64) {}

    mutating func column<Value: ColumnValue>(_: @autoclosure () -> String, _ value: inout Value?) {
        Value.write(value, to: &self)
    }

    mutating func column<Value: ColumnValue>(_: @autoclosure () -> String, _ value: inout Value) {
        Value.write(value, to: &self)
    }

    func check(_: @autoclosure () -> Bool, _: @autoclosure () -> String) {}
}
