internal import CSQLite
internal import Glibc
internal import System

/// A failure of the file, before it becomes a message.
enum StoreFailure: Error, Equatable {
    /// An SQLite error: its extended result code and its message.
    case sqlite(Int32, String)
    /// The data read is not the data written.
    case damage(String)
    /// The file has a later version than this program supports.
    case newer(Int)
    /// The file has an earlier version and may not be changed.
    case older(Int)
    /// The file belongs to another program.
    case foreign
    /// Another exporter is using the file.
    case inUse
    /// The path cannot be used.
    case path(String)

    /// SQLite's primary result code; `SQLITE_OK` for failures that are not SQLite's.
    var code: Int32 {
        guard case .sqlite(let code, _) = self else { return SQLITE_OK }
        return code & 0xFF
    }

    /// Whether the file, or what the disk returned of it, differs from what was written.
    var isDamage: Bool {
        if case .damage = self { return true }
        return code == SQLITE_CORRUPT
    }

    /// Whether the file may be broken, or no database at all.
    var tellsOfTheFile: Bool {
        if case .damage = self { return true }
        return [
            SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR, SQLITE_FORMAT, SQLITE_SCHEMA, SQLITE_MISMATCH, SQLITE_TOOBIG,
            SQLITE_CONSTRAINT, SQLITE_INTERNAL, SQLITE_RANGE,
        ].contains(code)
    }

    /// Whether a read-only connection found a write that must be rolled back first: `SQLITE_READONLY_ROLLBACK`.
    var isOfUnfinishedWrite: Bool {
        guard case .sqlite(let code, _) = self else { return false }
        return code == SQLITE_READONLY | 3 << 8
    }

    /// Whether the connection is still usable after this failure.
    var leavesConnection: Bool { [SQLITE_FULL, SQLITE_BUSY, SQLITE_LOCKED].contains(code) }
}

extension StoreFailure {
    /// What a connection reports about its last call.
    init(_ code: Int32, on connection: OpaquePointer?) {
        if code & 0xFF == SQLITE_CORRUPT, let unreadable = Self.unreadable(connection) {
            self = unreadable
            return
        }
        let cause = sqlite3_system_errno(connection)
        let isOfTheSystem = cause != 0 && [SQLITE_IOERR, SQLITE_CANTOPEN].contains(code & 0xFF)
        let text = String(cString: sqlite3_errmsg(connection))
        self = .sqlite(code, isOfTheSystem ? "\(text): \(SystemError.text(cause))" : text)
    }

    /// That the disk refused to read the connection's file, which SQLite reports as a corrupt file; nil if it did not.
    static func unreadable(_ connection: OpaquePointer?) -> StoreFailure? {
        var cause: Int32 = 0
        guard sqlite3_file_control(connection, "main", SQLITE_FCNTL_LAST_ERRNO, &cause) == SQLITE_OK,
            [EIO, ENXIO, ERANGE, ESTALE].contains(cause)
        else { return nil }
        return .sqlite(SQLITE_IOERR, "disk I/O error: \(SystemError.text(cause))")
    }
}
