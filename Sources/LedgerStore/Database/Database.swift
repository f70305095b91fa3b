internal import CSQLite

/// A connection to SQLite with its prepared statements.
struct Database: ~Copyable, @unchecked Sendable {  // it has one owner, who hands it on whole
    private let handle: OpaquePointer
    private var prepared: [Key: PreparedStatement] = [:]

    /// How a database is opened.
    enum Access {
        case readOnly, readWrite, memory
    }

    private struct Key: Hashable {
        let table: Table
        let use: Table.Use
        /// How many columns a row to be written has: an upgrade writes rows of several versions.
        let columns: Int
    }

    /// A box that lets a dictionary hold a statement.
    private final class PreparedStatement {
        let statement: Statement
        init(_ statement: consuming Statement) { self.statement = statement }
    }

    /// How long to wait for a lock held by another connection, in milliseconds.
    static let patience: Int32 = 5_000

    /// Opens a database; reads nothing yet.
    init(path: String = ":memory:", _ access: Access) throws(StoreFailure) {
        handle = try Self.open(path, access)
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Self.patience)
        // If someone else changed the schema, nothing in it may run.
        sqlite_configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        sqlite_configure(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        sqlite_configure(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
        // No mmap, because truncating a mapped file raises SIGBUS. Temporary tables in memory need no folder.
        for setting in ["mmap_size = 0", "temp_store = MEMORY", "cell_size_check = ON"] {
            sqlite3_exec(handle, "PRAGMA \(setting)", nil, nil, nil)
        }
    }

    /// Leaves out SQLite's statistics of memory, if SQLite is not in use yet: they take a lock at each allocation, and
    /// nobody reads them.
    private static let configured: Void = { _ = sqlite_leave_memory_uncounted() }()

    private static func open(_ path: String, _ access: Access) throws(StoreFailure) -> OpaquePointer {
        configured
        let flags =
            switch access {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .memory: SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY
            }
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let failure = opened.map { StoreFailure(code, on: $0) } ?? .sqlite(SQLITE_NOMEM, "no memory")
            sqlite3_close_v2(opened)
            throw failure
        }
        return opened
    }

    // The connection stays open until its last statement is finalized.
    deinit { sqlite3_close_v2(handle) }

    /// Runs SQL statements without values or rows.
    func execute(_ sql: String) throws(StoreFailure) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw StoreFailure(code, on: handle) }
    }

    /// The rows of a statement that is not cached.
    func rows(_ sql: String) throws(StoreFailure) -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        try prepare(sql).rows { row throws(StoreFailure) in rows.append(try row.list()) }
        return rows
    }

    /// The single integer that a statement returns.
    func integer(_ sql: String) throws(StoreFailure) -> Int64 {
        guard case .integer(let integer) = try rows(sql).first?.first else { throw .damage("\(sql) gives no number") }
        return integer
    }

    /// Whether a transaction is open; some failures roll it back by themselves.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Whether the open file is no longer the one at its path because it was deleted or replaced.
    var hasMoved: Bool {
        var moved: Int32 = 0
        return sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0
    }

    /// Compares all pages of the file with each other.
    func checkPages() throws(StoreFailure) {
        guard case .text("ok") = try rows("PRAGMA integrity_check(1)").first?.first else {
            throw .unreadable(handle) ?? .damage("its pages are inconsistent")
        }
    }

    /// Frees the pages that SQLite keeps for a next read: they would grow with the file, and the kernel has them too.
    func releaseMemory() { sqlite3_db_release_memory(handle) }

    /// Runs the body in one transaction.
    mutating func transaction(_ body: (inout Database) throws(StoreFailure) -> Void) throws(StoreFailure) {
        try execute("BEGIN IMMEDIATE")
        do throws(StoreFailure) {
            try body(&self)
            try execute("COMMIT")
        } catch {
            if isInTransaction { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// The statement for a use of a table, prepared once.
    private mutating func statement(_ table: Table, _ use: Table.Use, columns: Int = 0) throws(StoreFailure)
        -> PreparedStatement
    {
        let key = Key(table: table, use: use, columns: columns)
        if let statement = prepared[key] { return statement }
        let statement = PreparedStatement(try Statement(table.sql(for: use, columns: columns), on: handle))
        prepared[key] = statement
        return statement
    }
}

// MARK: - Rows

extension Database {
    /// Makes a change; the first one begins the transaction.
    mutating func apply(_ change: RowChange) throws(StoreFailure) {
        switch change {
        case .put(let table, let values): try put(values, in: table)
        case .remove(let table, let key): try execute(.remove, of: table, key)
        case .removeBefore(let table, let key): try execute(.removeBefore, of: table, key)
        }
    }

    /// Writes a row.
    mutating func put<Row: StoredRow>(_ row: consuming Row, of stream: Int64) throws(StoreFailure) {
        try put(row.values(stream: stream), in: Row.table)
    }

    /// Runs the statement for a use that changes a table.
    mutating func execute(_ use: Table.Use, of table: Table, _ values: RowValues) throws(StoreFailure) {
        try begin()
        try statement(table, use).statement.run(values)
    }

    /// Removes all rows of a stream.
    mutating func remove(stream: Int64) throws(StoreFailure) {
        for table in Table.ofStreams { try execute(.removeStream, of: table, [.integer(stream)]) }
    }

    private func begin() throws(StoreFailure) {
        if !isInTransaction { try execute("BEGIN IMMEDIATE") }
    }

    /// Writes a row under its key, with its checksum.
    private mutating func put(_ values: RowValues, in table: Table) throws(StoreFailure) {
        try begin()
        try statement(table, .put, columns: values.count + 1).statement
            .run(values, checksum: RowChecksum.of(values, in: table))
    }

    /// Reads all rows, or those of a stream, in key order; verifies the checksum of each.
    mutating func each<Row: StoredRow>(
        _ kind: Row.Type, of stream: Int64? = nil, _ body: (Row) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        try each(kind, stream == nil ? .readAll : .readStream, stream.map { [.integer($0)] } ?? [], body)
    }

    /// Reads the rows that a use of their table selects; verifies the checksum of each.
    mutating func each<Row: StoredRow>(
        _: Row.Type, _ use: Table.Use, _ values: RowValues, _ body: (Row) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        try each(in: Row.table, use, values) { columns throws(StoreFailure) in try body(try Row(&columns)) }
    }

    /// Passes on the columns of the rows that a use of a table selects; verifies the checksum of each row.
    mutating func each(
        in table: Table, _ use: Table.Use, _ values: RowValues,
        _ body: (inout ColumnReader) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        try statement(table, use).statement.rows(values) { values throws(StoreFailure) in
            var columns = try ColumnReader(values, of: table)
            try body(&columns)
        }
    }

    /// A statement that is not cached.
    func prepare(_ sql: String) throws(StoreFailure) -> Statement { try Statement(sql, on: handle) }

    /// All rows of a kind, or those of a stream.
    mutating func all<Row: StoredRow>(_ kind: Row.Type, of stream: Int64? = nil) throws(StoreFailure) -> [Row] {
        var rows: [Row] = []
        try each(kind, of: stream) { row in rows.append(row) }
        return rows
    }
}
