internal import Ledger

/// An object that left, with its record.
struct DepartedObjectRow: StoredRow {
    private(set) var id = ""
    /// Its place in the order in which objects left.
    private(set) var leftAs = 0
    private(set) var record = ObjectRecord.blank

    static let table = Table.departedObjects

    init() {}

    init(_ id: String, leftAs: Int, record: ObjectRecord) {
        self.id = id
        self.leftAs = leftAs
        self.record = record
    }

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.column("id", &id)
        try columns.column("left_as", &leftAs)
        try columns.record(&record)
    }
}
