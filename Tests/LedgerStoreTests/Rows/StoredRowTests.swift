import Datastream
import Ledger
import Notation
import Testing

@testable import LedgerStore

@Suite struct StoredRowTests {
    /// The values with their checksum.
    private static func row(_ values: [SQLValue], of table: Table) -> RowValues {
        RowValues(values + [.integer(RowChecksum.of(RowValues(values), in: table))])
    }

    /// A reader of a row that someone else wrote with a valid checksum.
    private func reader(_ values: [SQLValue]) throws -> ColumnReader {
        let values = [.integer(1)] + values
        return try ColumnReader(Self.row(values, of: .runs), of: .runs)
    }

    /// The failure text for an invalid row; nil if the row is accepted.
    private func damage(_ values: [SQLValue], _ read: (inout ColumnReader) throws -> Void) throws -> String? {
        var columns = try reader(values)
        do { try read(&columns) } catch StoreFailure.damage(let text) { return text }
        return nil
    }

    private func read<Value: ColumnValue>(_ value: Value, _ columns: inout ColumnReader) throws {
        var value = value
        try columns.column("", &value)
    }

    @Test(
        arguments: [
            ([.integer(-1)], "has the count -1"), ([.integer(1 << 53 + 1)], "has the count 9007199254740993"),
            ([.text("1")], "has a value that is not an integer"), ([.real(1)], "has a value that is not an integer"),
            ([.null], "lacks a value"), ([], "has a row that is too short"), ([.integer(1 << 53)], nil),
            ([.integer(0)], nil),
        ] as [([SQLValue], String?)])
    func `a count is a non-negative integer that cannot overflow`(values: [SQLValue], why: String?) throws {
        #expect(try damage(values) { try read(0, &$0) } == why.map { "the table runs \($0)" })
    }

    @Test(
        arguments: [
            ([.integer(5), .integer(999_999_999)], nil), ([.null, .null], nil),
            ([.integer(-1_000_000_000_000), .integer(0)], nil),
            ([.integer(5), .null], "has an incomplete time"), ([.null, .integer(5)], "has an incomplete time"),
            ([.integer(5), .integer(1_000_000_000)], "has a time out of range"),
            ([.integer(5), .integer(-1)], "has a time out of range"),
            ([.integer(.max), .integer(0)], "has a time out of range"),
            ([.integer(.min), .integer(0)], "has a time out of range"),
        ] as [([SQLValue], String?)])
    func `a time is valid and within 30,000 years`(values: [SQLValue], why: String?) throws {
        #expect(try damage(values) { _ = try Timestamp.read(from: &$0) } == why.map { "the table runs \($0)" })
    }

    @Test func `unknown values and values of another type are refused`() throws {
        #expect(
            try damage([.text("maybe")]) { try read(JobResult.failed, &$0) }
                == "the table runs has a value that is not a JobResult")
        #expect(try damage([.integer(2)]) { try read(false, &$0) } == "the table runs has the boolean 2")
        #expect(
            try damage([.integer(1)]) { try read("", &$0) }
                == "the table runs has a value that is not text")
        #expect(
            try damage([.integer(1)]) { try read(0.0, &$0) }
                == "the table runs has a value that is not a real number")
    }

    @Test(arguments: [0, 1, 2])
    func `a row with a wrong checksum is refused`(column: Int) {
        var values: [SQLValue] = [.integer(1), .text("a")]
        values.append(.integer(RowChecksum.of(RowValues(values), in: .runs)))
        values[column] = .integer(7)
        #expect(throws: StoreFailure.damage("the table runs has a row that does not match its checksum")) {
            _ = try ColumnReader(RowValues(values), of: .runs)
        }
    }

    @Test func `rows with half of a value are refused`() throws {
        let object: [SQLValue] = [.text("id"), .null, .text(""), .text("mysql"), .null, .null]
        #expect(try damage(object) { _ = try ObjectRow(&$0) } == "the table runs has an incomplete source object")
        let state: [SQLValue] = [.integer(0), .text("id"), .text("ACTIVE"), .null]
        #expect(
            try damage(state + Array(repeating: .null, count: 6)) { _ = try ObjectStateRow(&$0) }
                == "the table runs has an incomplete job")
        let run: [SQLValue] = [.text("id"), .integer(0), .text("ACTIVE"), .integer(5), .integer(0), .null, .null]
        #expect(
            try damage(run + [.integer(0), .integer(5), .integer(0)] + Array(repeating: .null, count: 10)) {
                _ = try DepartedObjectRow(&$0)
            } == "the table runs has an incomplete run")
        #expect(
            try damage([.text("projects/p")] + Array(repeating: .integer(0), count: 9)) { _ = try StreamRow(&$0) }
                == "the table runs has a name that is not a stream's")
        #expect(
            try damage([.text("object"), .text("zz"), .null]) { _ = try SeenErrorRow(&$0) }
                == "the table runs has a digest that is not hexadecimal")
    }

    @Test func `a stream number without a possible successor is refused`() throws {
        let values: [SQLValue] = [.integer(.max), .text("projects/p/locations/l/streams/s")]
        let row = values + Array(repeating: .integer(0), count: 8) + [.real(0)]
        #expect(throws: StoreFailure.damage("the table streams has a row without a number")) {
            var columns = try ColumnReader(Self.row(row, of: .streams), of: .streams)
            _ = try StreamRow(&columns)
        }
    }

    @Test func `unknown counters are refused`() {
        let rows = [CounterRow(.transitions, "SLEEPING", 1)]
        #expect(throws: StoreFailure.damage("the table counters has an unknown counter")) {
            _ = try CounterRow.counters(of: rows, reasons: ReasonTotals(), durationSum: 0)
        }
        #expect(throws: StoreFailure.damage("the durations of a stream do not make a histogram")) {
            _ = try CounterRow.counters(of: [], reasons: ReasonTotals(), durationSum: .infinity)
        }
    }
}
