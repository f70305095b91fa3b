internal import CSQLite
internal import Glibc
internal import System

/// The first bytes of a file, which tell a ledger from other files without opening a database.
struct FileHeader: Equatable {
    /// What kind of file it is.
    enum Kind: Equatable {
        /// The file has no bytes.
        case empty
        /// A ledger, intact or broken.
        case ledger
        /// A database without an application id; only SQLite can tell whether it is empty.
        case unmarked
        /// Something else.
        case foreign
    }

    let bytes: [UInt8]

    private static let magic = Array("SQLite format 3\0".utf8)
    private static let size = 100

    init(_ bytes: [UInt8]) { self.bytes = Array(bytes.prefix(Self.size)) }

    /// Reads the header of a plain file.
    init(path: String) throws(StoreFailure) {
        let file: FileDescriptor
        do throws(SystemError) { file = try .opened(path, O_RDONLY) } catch { throw .path(error.reason) }
        var bytes = [UInt8](repeating: 0, count: Self.size)
        let descriptor = file.number
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw .sqlite(SQLITE_IOERR, SystemError.text(errno)) }
        self.init(Array(bytes.prefix(count)))
    }

    /// The size of a file in bytes.
    static func size(of path: String) throws(StoreFailure) -> Int64 {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .path(SystemError.text(errno)) }
        return Int64(status.st_size)
    }

    /// The kind of a file that begins with these bytes.
    var kind: Kind {
        if bytes.isEmpty { return .empty }
        let isDatabase = bytes.starts(with: Self.magic)
        // The application id without the rest, a truncated header, or nothing but zeros is what remains of a ledger.
        if applicationID == Schema.applicationID || bytes.allSatisfy({ $0 == 0 }) { return .ledger }
        if bytes.count < Self.size {
            return bytes.prefix(Self.magic.count).elementsEqual(Self.magic.prefix(bytes.count)) ? .ledger : .foreign
        }
        return isDatabase && applicationID == 0 && !isWriteAhead ? .unmarked : .foreign
    }

    /// Whether a file with this header that cannot be read as a ledger belongs to another program.
    var isAnothers: Bool { kind == .foreign || kind == .unmarked }

    /// Whether it is in write-ahead mode, in which SQLite creates files even for readers.
    var isWriteAhead: Bool { bytes.count > 19 && bytes[19] == 2 }

    /// Whether the header is complete and has a valid mode.
    ///
    /// SQLite treats a file of one byte as empty, and a file with an invalid mode as one that may not be written.
    var isWhole: Bool { bytes.count == Self.size && bytes[18...19].allSatisfy { $0 == 1 || $0 == 2 } }

    private var applicationID: Int64? {
        guard bytes.count >= 72 else { return nil }
        return bytes[68..<72].reduce(0) { $0 << 8 | Int64($1) }
    }
}
