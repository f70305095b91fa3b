@testable import LedgerStore

/// Collects the names of the columns of a row.
struct ColumnNames: Columns {
    private(set) var names: [String] = []

    mutating func stream(_: inout Int64) {}

    mutating func column<Value: ColumnValue>(_ name: @autoclosure () -> String, _: inout Value?) {
        names += Value.columns(named: name())
    }

    mutating func column<Value: ColumnValue>(_ name: @autoclosure () -> String, _: inout Value) {
        names += Value.columns(named: name())
    }

    func check(_: @autoclosure () -> Bool, _: @autoclosure () -> String) {}
}
