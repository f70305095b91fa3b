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
            streams[row.name] = try database.stream(of: row, bounds: bounds)
        }
    }

    /// Notes which finished runs the file has, if it is the one that a write of this process made.
    ///
    /// A write can fail although it reached the disk; the next one must not store its runs again.
    mutating func takeRuns(of written: FileState) {
        guard written.generation == generation else { return }
        for (name, stream) in written.streams where streams[name]?.row == stream.row {
            streams[name]?.runs = stream.runs
        }
    }

    /// A number that no stream has.
    var freeNumber: Int64 { (streams.values.map(\.row.stream).max() ?? 0) + 1 }
}
