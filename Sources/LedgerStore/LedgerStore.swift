internal import CSQLite
package import Datastream
package import Ledger

/// The ledgers of all streams, kept in one file.
///
/// Each write is one transaction: after a kill or a power failure at any moment, the file has either the old contents
/// or the new ones. If a write fails, the file stays as it was, and the next write includes its changes.
///
/// The ledgers in memory take precedence over the file: a file that was deleted or replaced is updated from them.
package struct LedgerStore: ~Copyable, Sendable {
    private let location: LedgerLocation
    private let schema: Schema
    private let bounds: LedgerBounds
    private var lock: LedgerLock
    /// The connection; nil after a failure that may have left it out of step with the disk.
    private var database: Database?
    private var state: FileState
    /// What the last write tried to make of the file, if it failed.
    private var attempt: FileState?

    /// All ledgers of the file, as last read or written.
    package var ledgers: [StreamName: StreamLedger] { state.streams.mapValues(\.ledger) }

    /// Opens or creates a file: takes its lock, checks the whole file, and reads it, verifying the checksum of each
    /// row.
    ///
    /// - Throws: every kind of error but those of writes; the file then stays byte for byte as it was.
    package static func open(
        path: String, bounds: LedgerBounds = .standard
    ) throws(LedgerStoreError) -> LedgerStore {
        try open(path: path, bounds: bounds, schema: .current)
    }

    /// Opens a file as another version of this program would.
    static func open(
        path: String, bounds: LedgerBounds = .standard, schema: Schema
    ) throws(LedgerStoreError) -> LedgerStore {
        do throws(StoreFailure) {
            let location = try LedgerLocation(path)
            return try LedgerStore(location, bounds, schema)
        } catch {
            throw LedgerStoreError(error, .open, path: path)
        }
    }

    private init(
        _ location: LedgerLocation, _ bounds: LedgerBounds, _ schema: Schema
    ) throws(StoreFailure) {
        let exists = try location.exists()
        let lock = try LedgerLock(location.lockPath)
        if !exists {
            lock.note(isUsed: false)
        } else if lock.isUsed, location.size == 0, !location.hasJournal {
            throw .damage("it is empty, but held a ledger before")
        }
        var state = FileState()
        let database = try Database.ledger(at: location, schema) { database throws(StoreFailure) in
            state = try FileState(&database, bounds)
        }
        lock.note(isUsed: true)
        self.location = location
        self.schema = schema
        self.lock = lock
        self.database = consume database
        self.state = state
        self.bounds = bounds
    }

    /// Updates the file to these ledgers in one transaction; touches nothing if nothing differs.
    ///
    /// - Parameter ledgers: all that the file should hold; every other stream is removed.
    /// - Throws: mostly an error of the kind `refused`; the file stays as it was, and the next write includes these
    ///   changes.
    package mutating func write(_ ledgers: [StreamName: StreamLedger]) throws(LedgerStoreError) {
        try write(ledgers) { database throws(StoreFailure) in try database.execute("COMMIT") }
    }

    /// Updates the file and ends the transaction in a given way.
    mutating func write(
        _ ledgers: [StreamName: StreamLedger], commit: (borrowing Database) throws(StoreFailure) -> Void
    ) throws(LedgerStoreError) {
        do throws(StoreFailure) {
            try connect()
            try bring(to: ledgers, commit: commit)
        } catch {
            throw LedgerStoreError(error, .write, path: location.path)
        }
    }

    /// Makes sure that a connection to the file at the path is open, and that its contents are known.
    private mutating func connect() throws(StoreFailure) {
        if let hasMoved = database?.hasMoved, hasMoved { database = nil }
        var found: FileState?
        if database == nil {
            if lock.isLost { lock = try LedgerLock(location.lockPath) }
            database = try Database.ledger(at: location, schema) { [bounds] database throws(StoreFailure) in
                found = try FileState(&database, bounds)
            }
        } else {
            try withDatabase { [state, bounds] database throws(StoreFailure) in
                guard try database.ledgerRow().generation != state.generation else { return }
                found = try FileState(&database, bounds)
            }
        }
        guard var found else { return }
        if let attempt { found.takeRuns(of: attempt) }
        found.takeRuns(of: state)
        found.generation = max(found.generation, state.generation)
        state = found
    }

    /// Writes the differences.
    private mutating func bring(
        to ledgers: [StreamName: StreamLedger], commit: (borrowing Database) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        var state = state
        var attempt: FileState?
        defer { self.attempt = attempt }
        try withDatabase { [bounds] database throws(StoreFailure) in
            for (name, stored) in state.streams where ledgers[name] == nil {
                try database.remove(stream: stored.row.stream)
                state.streams[name] = nil
            }
            for (name, ledger) in ledgers.sorted(by: { $0.key < $1.key }) {
                let stored = state.streams[name]
                state.streams[name] = try database.bring(
                    stored, to: ledger, name: name, number: stored?.row.stream ?? state.freeNumber, bounds)
            }
            guard database.isInTransaction else { return }
            state.generation += 1
            try database.put(LedgerRow(generation: state.generation, streams: ledgers.count), of: LedgerRow.id)
            attempt = state
            try commit(database)
            attempt = nil
            database.releaseMemory()
        }
        self.state = state
    }

    /// Runs the body with the connection, and closes the connection if it cannot be trusted afterwards.
    mutating func withDatabase(
        _ body: (inout Database) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        guard var database = database.take() else { throw .sqlite(SQLITE_MISUSE, "the file is not open") }
        do throws(StoreFailure) {
            try body(&database)
        } catch {
            if database.isInTransaction { try? database.execute("ROLLBACK") }
            if error.leavesConnection, !database.isInTransaction { self.database = consume database }
            throw error
        }
        self.database = consume database
    }
}

extension Database {
    /// Updates the rows of a stream to its ledger; returns what the file has of the stream then.
    fileprivate mutating func bring(
        _ stored: StoredStream?, to ledger: StreamLedger, name: StreamName, number: Int64, _ bounds: LedgerBounds
    ) throws(StoreFailure) -> StoredStream {
        let difference = LedgerDifference(
            before: stored?.ledger, in: stored?.states ?? StateRows(), after: ledger, stream: number)
        try difference.each { change throws(StoreFailure) in try apply(change) }
        let runs = try take(
            ledger.runs.entries(after: stored?.runs), after: stored?.row.runs ?? 0..<0, of: number, bounds)
        let row = StreamRow(ledger, states: difference.states.all, runs: runs, name: name, stream: number)
        if row != stored?.row { try put(row, of: number) }
        return StoredStream(row: row, ledger: ledger, lastStates: difference.states.last, runs: ledger.runs)
    }
}
