internal import Datastream
internal import Ledger

/// The contents of a file, as last read or written.
struct FileState: Sendable {
    /// Increases with every write, and so tells the file written last from any other.
    var generation = 0
    var streams: [StreamName: StoredStream] = [:]

    init() {}

    /// Reads a file and verifies the checksum of each row.
    init(_ database: inout Database, _ bounds: LedgerBounds) throws(StoreFailure) {
        generation = try database.ledgerRow().generation
        for row in try database.streamRows() {
            streams[row.name] = StoredStream(row: row, ledger: try database.ledger(of: row, bounds: bounds))
        }
    }

    /// A number that no stream has.
    var freeNumber: Int64 { (streams.values.map(\.row.stream).max() ?? 0) + 1 }
}

/// The contents of a file for one stream.
struct StoredStream: Sendable {
    let row: StreamRow
    let ledger: StreamLedger
}
