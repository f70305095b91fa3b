/// Reads the columns of a row and trusts nothing in them.
struct ColumnReader: Columns {
    private let table: Table
    private let values: RowValues
    private var next = RowValues.Place()

    /// The largest accepted count: no real counter gets there, and sums of such counts cannot overflow.
    static let largestCount: Int64 = 1 << 53
    /// The largest accepted distance from 1970 in seconds: about 30,000 years.
    static let farthestSeconds: Int64 = 1_000_000_000_000

    /// A row whose last column is the checksum of the others.
    init(_ values: RowValues, of table: Table) throws(StoreFailure) {
        self.table = table
        self.values = values
        guard let checksum = values.lastInteger,
            checksum == RowChecksum.of(values, count: values.count - 1, in: table)
        else { throw damage("has a row that does not match its checksum") }
        _ = values.value(at: &next)
    }

    func stream(_ number: inout Int64) throws(StoreFailure) {
        var first = RowValues.Place()
        guard case .integer(let integer) = values.value(at: &first), (0...Self.largestCount).contains(integer) else {
            throw damage("has a row without a number")
        }
        number = integer
    }

    mutating func column<Value: ColumnValue>(
        _: @autoclosure () -> String, _ value: inout Value?
    ) throws(StoreFailure) {
        value = try Value.read(from: &self)
    }

    mutating func column<Value: ColumnValue>(
        _: @autoclosure () -> String, _ value: inout Value
    ) throws(StoreFailure) {
        guard let read = try Value.read(from: &self) else { throw damage("lacks a value") }
        value = read
    }

    func check(_ condition: @autoclosure () -> Bool, _ text: @autoclosure () -> String) throws(StoreFailure) {
        if !condition() { throw damage(text()) }
    }

    /// The next column as an integer; nil for NULL.
    mutating func integer() throws(StoreFailure) -> Int64? {
        switch try take() {
        case .null: return nil
        case .integer(let integer): return integer
        default: throw damage("has a value that is not an integer")
        }
    }

    mutating func take() throws(StoreFailure) -> RowValues.Value {
        guard next.index < values.count - 1, let value = values.value(at: &next) else {
            throw damage("has a row that is too short")
        }
        return value
    }

    /// The next column as a text; nil for NULL.
    mutating func text() throws(StoreFailure) -> String? {
        switch try take() {
        case .null: return nil
        case .text(let place): return try values.text(place)
        default: throw damage("has a value that is not text")
        }
    }

    /// The failure for a damaged row of this table.
    func damage(_ text: String) -> StoreFailure { .damage("the table \(table.rawValue) \(text)") }
}
