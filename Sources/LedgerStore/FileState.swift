internal import Datastream
internal import Ledger

/// What a file holds, as it was read or written last.
struct FileState: Sendable {
    /// Grows with every write: what tells the file that was written last from any other.
    var generation = 0
    var streams: [StreamName: StoredStream] = [:]

    init() {}

    /// Reads a file, each row held to its checksum.
    init(_ database: inout Database, _ bounds: LedgerBounds) throws(StoreFailure) {
        generation = try database.ledgerRow().generation
        for row in try database.streamRows() {
            streams[row.name] = StoredStream(row: row, ledger: try database.ledger(of: row, bounds: bounds))
        }
    }

    /// A number that no stream has.
    var freeNumber: Int64 { (streams.values.map(\.row.stream).max() ?? 0) + 1 }
}

/// What a file holds of one stream.
struct StoredStream: Sendable {
    let row: StreamRow
    let ledger: StreamLedger
}
