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

    /// Runs it to completion and ignores its rows.
    func run(_ values: RowValues = [], checksum: Int64? = nil) throws(StoreFailure) {
        try bound(values, checksum: checksum) { () throws(StoreFailure) in while try step() {} }
    }

    /// Runs it and passes each row to `body`.
    func rows(
        _ values: RowValues = [], _ body: (RowValues) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        try bound(values) { () throws(StoreFailure) in
            let columns = sqlite3_column_count(handle)
            var row = RowValues()
            while try step() {
                row.removeAll()
                for column in 0..<columns { try append(column, to: &row) }
                try body(row)
            }
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

    /// Runs the body while values are bound; SQLite reads texts where they are.
    private func bound(
        _ values: RowValues, checksum: Int64? = nil, _ body: () throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        try values.withTexts { texts throws(StoreFailure) in
            defer {
                sqlite3_reset(handle)
                sqlite3_clear_bindings(handle)
            }
            var place = RowValues.Place()
            while let value = values.value(at: &place) {
                try check(bind(value, of: texts, at: Int32(place.index)))
            }
            if let checksum { try check(sqlite3_bind_int64(handle, Int32(place.index) + 1, checksum)) }
            try body()
        }
    }

    private func bind(_ value: RowValues.Value, of texts: UnsafeBufferPointer<UInt8>, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let integer): return sqlite3_bind_int64(handle, index, integer)
        case .real(let real): return sqlite3_bind_double(handle, index, real)
        case .text(let place):
            let start = UnsafeRawPointer(texts.baseAddress ?? Self.noText.utf8Start) + place.lowerBound
            // By its length, so that a NUL does not end it. Without a destructor, SQLite makes no copy.
            return sqlite3_bind_text64(
                handle, index, start.assumingMemoryBound(to: CChar.self), UInt64(place.count), nil, UInt8(SQLITE_UTF8))
        }
    }

    /// Has an address: without one, an empty text would become NULL.
    private static let noText: StaticString = ""

    private func check(_ code: Int32) throws(StoreFailure) {
        guard code == SQLITE_OK else { throw StoreFailure(code, on: sqlite3_db_handle(handle)) }
    }

    private func append(_ column: Int32, to row: inout RowValues) throws(StoreFailure) {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: row.appendNull()
        case SQLITE_INTEGER: row.append(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: row.append(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(handle, column) else {
                throw StoreFailure(SQLITE_NOMEM, on: sqlite3_db_handle(handle))
            }
            row.append(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
        default: throw .damage("a value is a blob")
        }
    }
}
