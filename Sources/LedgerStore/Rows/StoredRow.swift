internal import Datastream
internal import Notation

/// A row of a table as a value.
protocol StoredRow: Sendable {
    /// The table that it stands in.
    static var table: Table { get }
    /// Reads the columns after the first.
    init(_ columns: inout ColumnReader) throws(StoreFailure)
    /// Writes the columns after the first.
    func write(to columns: inout ColumnWriter)
}

extension StoredRow {
    /// All columns but the checksum; the first is the stream's number.
    func values(stream: Int64) -> [SQLValue] {
        var columns = ColumnWriter(first: stream)
        write(to: &columns)
        return columns.values
    }
}

/// The columns of a row in the making.
struct ColumnWriter {
    private(set) var values: [SQLValue] = []

    init(first: Int64) {
        values.reserveCapacity(40)
        add(first)
    }

    mutating func add(_ number: Int64?) { values.append(number.map { .integer($0) } ?? .null) }
    mutating func add(_ number: Int?) { add(number.map(Int64.init)) }
    mutating func add(_ number: Double) { values.append(.real(number)) }
    mutating func add(_ text: String?) { values.append(text.map { .text($0) } ?? .null) }
    mutating func add(_ flag: Bool?) { add(flag.map { $0 ? 1 : 0 }) }

    /// As two columns: seconds and nanoseconds.
    mutating func add(_ timestamp: Timestamp?) {
        add(timestamp?.seconds)
        add(timestamp.map { Int64($0.nanoseconds) })
    }
}

/// The columns of a row that was read; nothing in them is believed.
struct ColumnReader {
    private let table: Table
    private let values: [SQLValue]
    private var next = 1

    /// Largest count that is believed; no counter of ours gets there, and sums of it cannot overflow.
    static let largestCount: Int64 = 1 << 53
    /// Farthest seconds from 1970 that are believed: some 30,000 years.
    static let farthestSeconds: Int64 = 1_000_000_000_000

    /// A row whose last column is the checksum of the others.
    init(_ values: [SQLValue], of table: Table) throws(StoreFailure) {
        self.table = table
        self.values = values
        guard case .integer(let checksum) = values.last, checksum == RowChecksum.of(values.dropLast(), in: table) else {
            throw damage("has a row that does not match its checksum")
        }
    }

    /// The stream's number: the first column.
    var first: Int64 {
        get throws(StoreFailure) {
            guard case .integer(let integer) = values.first, (0...Self.largestCount).contains(integer) else {
                throw damage("has a row without a number")
            }
            return integer
        }
    }

    mutating func optionalInteger() throws(StoreFailure) -> Int64? {
        switch try take() {
        case .null: return nil
        case .integer(let integer): return integer
        default: throw damage("has something else for a number")
        }
    }

    /// A number from 0 up.
    mutating func optionalCount() throws(StoreFailure) -> Int? {
        guard let integer = try optionalInteger() else { return nil }
        guard (0...Self.largestCount).contains(integer) else { throw damage("has \(integer) for a count") }
        return Int(integer)
    }

    mutating func count() throws(StoreFailure) -> Int { try present(try optionalCount()) }

    mutating func real() throws(StoreFailure) -> Double {
        guard case .real(let real) = try take() else { throw damage("has something else for a number") }
        return real
    }

    mutating func optionalText() throws(StoreFailure) -> String? {
        switch try take() {
        case .null: return nil
        case .text(let text): return text
        default: throw damage("has something else for a text")
        }
    }

    mutating func text() throws(StoreFailure) -> String { try present(try optionalText()) }

    mutating func optionalFlag() throws(StoreFailure) -> Bool? {
        switch try optionalInteger() {
        case nil: return nil
        case 0: return false
        case 1: return true
        case let other?: throw damage("has \(other) for yes or no")
        }
    }

    mutating func flag() throws(StoreFailure) -> Bool { try present(try optionalFlag()) }

    mutating func optionalChoice<Choice: RawRepresentable<String>>() throws(StoreFailure) -> Choice? {
        guard let text = try optionalText() else { return nil }
        guard let choice = Choice(rawValue: text) else { throw damage("has a value that is none of \(Choice.self)") }
        return choice
    }

    mutating func choice<Choice: RawRepresentable<String>>() throws(StoreFailure) -> Choice {
        try present(try optionalChoice())
    }

    mutating func optionalTimestamp() throws(StoreFailure) -> Timestamp? {
        let (seconds, nanoseconds) = (try optionalInteger(), try optionalInteger())
        guard let seconds, let nanoseconds else {
            guard seconds == nil, nanoseconds == nil else { throw damage("has half a time") }
            return nil
        }
        guard (-Self.farthestSeconds...Self.farthestSeconds).contains(seconds),
            (0..<1_000_000_000).contains(nanoseconds)
        else { throw damage("has a time out of range") }
        return Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
    }

    mutating func timestamp() throws(StoreFailure) -> Timestamp { try present(try optionalTimestamp()) }

    /// What a row of this table is that cannot be.
    func damage(_ text: String) -> StoreFailure { .damage("the table \(table.rawValue) \(text)") }

    private mutating func take() throws(StoreFailure) -> SQLValue {
        guard next < values.count - 1 else { throw damage("has a row that is too short") }
        defer { next += 1 }
        return values[next]
    }

    private func present<Value>(_ value: Value?) throws(StoreFailure) -> Value {
        guard let value else { throw damage("lacks a value") }
        return value
    }
}
