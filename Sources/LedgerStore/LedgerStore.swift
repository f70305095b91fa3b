internal import CSQLite
public import Datastream
public import Ledger

/// The ledgers of all streams, kept in one file.
///
/// A write is one transaction: killed or cut off from power at any moment, the file has what was before it or what is after.
/// When a write fails the file stays as it was, and the next one writes what this one should have.
///
/// What is in memory wins over what someone does to the file: one that was deleted or replaced is written anew, whole.
public struct LedgerStore: ~Copyable, Sendable {
    private let location: LedgerLocation
    private let schema: Schema
    private var lock: LedgerLock
    /// The connection; nil after a failure that may have left it with something else than the disk has.
    private var database: Database?
    /// The generation that was read or written last.
    private var generation: Int
    /// The numbers of the streams that the file has.
    private var numbers: [StreamName: Int64]
    /// All ledgers of the file, as they were read or written last.
    public private(set) var ledgers: [StreamName: StreamLedger]
    private let bounds: LedgerBounds

    /// Opens a file, or makes it: takes its lock, checks the file as a whole, and reads it, each row held to its checksum.
    ///
    /// - Throws: every kind of error but those of writes; the file stays byte for byte as it was then.
    public static func open(
        path: String, bounds: LedgerBounds = .standard
    ) throws(LedgerStoreError) -> LedgerStore {
        try open(path: path, bounds: bounds, schema: .current)
    }

    /// Opens a file as one of another version of this program would.
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
            throw .damage("it is empty, and was not")
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
        generation = state.generation
        numbers = state.numbers
        ledgers = state.ledgers
        self.bounds = bounds
    }

    /// Writes what differs, in one transaction; nothing is touched where nothing does.
    ///
    /// - Parameters:
    ///   - updates: streams whose ledgers may have changed, each once.
    ///   - names: streams to forget, before the updates.
    /// - Throws: mostly an error of the kind `refused`; the file is as before, and the same streams have to be written again.
    public mutating func write(
        _ updates: [LedgerUpdate], removing names: [StreamName] = []
    ) throws(LedgerStoreError) {
        do throws(StoreFailure) {
            var ledgers = ledgers
            for name in names { ledgers[name] = nil }
            for update in updates { ledgers[update.name] = update.ledger }
            let found = try connect()
            if found == generation {
                try write(updates, removing: names, after: nil)
            } else {
                let all = ledgers.map { LedgerUpdate(name: $0.key, written: nil, ledger: $0.value) }
                try write(all, removing: [], after: found)
            }
            self.ledgers = ledgers
        } catch {
            throw LedgerStoreError(error, .write, path: location.path)
        }
    }

    /// Forgets streams.
    public mutating func remove(_ names: [StreamName]) throws(LedgerStoreError) { try write([], removing: names) }
}

// MARK: - The file

extension LedgerStore {
    /// What a file holds.
    private struct FileState {
        var generation = 0
        var numbers: [StreamName: Int64] = [:]
        var ledgers: [StreamName: StreamLedger] = [:]

        init() {}

        init(_ database: inout Database, _ bounds: LedgerBounds) throws(StoreFailure) {
            generation = try database.ledgerRow().generation
            for row in try database.streamRows() {
                numbers[row.name] = row.stream
                ledgers[row.name] = try database.ledger(of: row, bounds: bounds)
            }
        }
    }

    /// Opens the file anew where that is due; the generation that is found in it.
    private mutating func connect() throws(StoreFailure) -> Int {
        if let hasMoved = database?.hasMoved, hasMoved { database = nil }
        var found = generation
        if database == nil {
            if lock.isLost { lock = try LedgerLock(location.lockPath) }
            database = try Database.ledger(at: location, schema) { [bounds] database throws(StoreFailure) in
                found = try FileState(&database, bounds).generation
            }
        } else {
            try withDatabase { database throws(StoreFailure) in found = try database.ledgerRow().generation }
        }
        return found
    }

    /// Writes what differs, or all there is where the file is of another `generation` than ours.
    private mutating func write(
        _ updates: [LedgerUpdate], removing names: [StreamName], after other: Int?
    ) throws(StoreFailure) {
        var numbers = other == nil ? numbers : [:]
        var generation = max(generation, other ?? 0)
        try withDatabase { database throws(StoreFailure) in
            if other != nil { try database.removeAll() }
            for name in names {
                if let number = numbers.removeValue(forKey: name) { try database.remove(stream: number) }
            }
            for update in updates {
                let known = numbers[update.name]
                let number = known ?? (numbers.values.max() ?? 0) + 1
                if let known, update.written == nil { try database.remove(stream: known) }
                let difference = LedgerDifference(
                    before: known == nil ? nil : update.written, after: update.ledger, name: update.name,
                    stream: number)
                try difference.each { change throws(StoreFailure) in try database.apply(change) }
                numbers[update.name] = number
            }
            guard database.isInTransaction else { return }
            generation += 1
            try database.put(LedgerRow(generation: generation, streams: numbers.count))
            try database.execute("COMMIT")
        }
        self.numbers = numbers
        self.generation = generation
    }

    /// Does something with the connection, and gives it up where it cannot be trusted afterwards.
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
