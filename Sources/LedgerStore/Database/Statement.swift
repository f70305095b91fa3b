internal import CSQLite

/// A prepared statement.
struct Statement: ~Copyable {
    private let handle: OpaquePointer

    /// Prepares a statement of a connection.
    init(_ sql: String, on connection: OpaquePointer) throws(StoreFailure) {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle else { throw StoreFailure(code, on: connection) }
        self.handle = handle
    }

    deinit { sqlite3_finalize(handle) }

    /// How many columns its rows have.
    var columnCount: Int { Int(sqlite3_column_count(handle)) }

    /// Runs it to completion and ignores its rows.
    func run(_ values: RowValues = [], checksum: Int64? = nil) throws(StoreFailure) {
        try bind(values, checksum: checksum)
        defer { sqlite3_reset(handle) }
        while try step() {}
    }

    /// Runs it and passes each row to `body`.
    func rows(
        _ values: RowValues = [], _ body: ([SQLValue]) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        try bind(values, checksum: nil)
        defer { sqlite3_reset(handle) }
        while try step() {
            var row: [SQLValue] = []
            row.reserveCapacity(columnCount)
            for column in 0..<sqlite3_column_count(handle) { row.append(try value(column)) }
            try body(row)
        }
    }

    /// Steps to the next row; false at the end.
    private func step() throws(StoreFailure) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw StoreFailure(code, on: sqlite3_db_handle(handle))
        }
    }

    private func bind(_ values: RowValues, checksum: Int64?) throws(StoreFailure) {
        var index: Int32 = 1
        try values.each { value throws(StoreFailure) in
            try bind(value, at: index)
            index += 1
        }
        if let checksum { try bind(.integer(checksum), at: index) }
    }

    private func bind(_ value: RowValues.Value, at index: Int32) throws(StoreFailure) {
        let code =
            switch value {
            case .null: sqlite3_bind_null(handle, index)
            case .integer(let integer): sqlite3_bind_int64(handle, index, integer)
            case .real(let real): sqlite3_bind_double(handle, index, real)
            case .text(let text): bind(text, at: index)
            }
        guard code == SQLITE_OK else { throw StoreFailure(code, on: sqlite3_db_handle(handle)) }
    }

    /// Binds a text by its length, so that a NUL does not end it.
    private func bind(_ text: UnsafeBufferPointer<UInt8>, at index: Int32) -> Int32 {
        text.withMemoryRebound(to: CChar.self) { characters in
            // An empty text without an address would become NULL.
            guard let start = characters.baseAddress, !characters.isEmpty else {
                return sqlite_bind_text(handle, index, "", 0)
            }
            return sqlite_bind_text(handle, index, start, UInt64(characters.count))
        }
    }

    private func value(_ column: Int32) throws(StoreFailure) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(handle, column) else {
                throw StoreFailure(SQLITE_NOMEM, on: sqlite3_db_handle(handle))
            }
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .damage("a text is not UTF-8") }
            return .text(text)
        default: throw .damage("a value is a blob")
        }
    }
}
