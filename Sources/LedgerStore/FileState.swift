internal import Datastream
internal import Ledger

/// What a file holds, as it was read or written last.
struct FileState: Sendable {
    /// Grows with every write: what tells the file that was written last from any other.
    var generation = 0
    /// The numbers that the rows of the streams bear.
    var numbers: [StreamName: Int64] = [:]
    var ledgers: [StreamName: StreamLedger] = [:]

    init() {}

    /// Reads a file, each row held to its checksum.
    init(_ database: inout Database, _ bounds: LedgerBounds) throws(StoreFailure) {
        generation = try database.ledgerRow().generation
        for row in try database.streamRows() {
            numbers[row.name] = row.stream
            ledgers[row.name] = try database.ledger(of: row, bounds: bounds)
        }
    }

    /// The number of a stream; another one than all others have where it is new.
    func number(of name: StreamName) -> Int64 { numbers[name] ?? (numbers.values.max() ?? 0) + 1 }
}
