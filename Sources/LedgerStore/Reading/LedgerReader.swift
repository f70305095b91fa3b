package import Datastream
package import Ledger

/// Reads a ledger file without its lock, even while an exporter writes it.
package enum LedgerReader {
    /// The finished runs of a stream.
    package struct StreamRuns: Sendable, Equatable {
        /// The stream.
        package var name: StreamName
        /// Its runs, oldest first.
        package var runs: [FinishedRun]

        /// Creates the runs of a stream.
        package init(name: StreamName, runs: [FinishedRun]) {
            self.name = name
            self.runs = runs
        }
    }

    /// The finished runs of all streams at one moment; verifies the checksum of each row and changes no file.
    ///
    /// - Throws: `unusable` if there is no such file, and every kind but those of writes.
    package static func runs(path: String) throws(LedgerStoreError) -> [StreamRuns] {
        try runs(path: path, schema: .current)
    }

    static func runs(path: String, schema: Schema) throws(LedgerStoreError) -> [StreamRuns] {
        do throws(StoreFailure) {
            return try Database.reading(try LedgerLocation(path), schema) { database throws(StoreFailure) in
                guard try database.version(in: schema) > 0 else { return [] }
                var streams: [StreamRuns] = []
                for row in try database.streamRows() {
                    var runs: [FinishedRun] = []
                    try database.eachRun(of: row) { row, reasons in
                        var run = row.run
                        run.reasons = reasons
                        runs.append(run)
                    }
                    streams.append(StreamRuns(name: row.name, runs: runs))
                }
                return streams.sorted { $0.name < $1.name }
            }
        } catch {
            throw LedgerStoreError(error, .read, path: path)
        }
    }
}
