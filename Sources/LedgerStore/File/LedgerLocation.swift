internal import CSQLite
internal import Glibc
internal import System

/// Where a ledger is stored: the real path of its file, whatever path was given.
struct LedgerLocation: Sendable, Equatable {
    /// The absolute path, without symbolic links.
    let path: String

    /// The file that is locked to write the ledger.
    var lockPath: String { path + ".lock" }
    /// Where SQLite keeps what it needs to undo a transaction.
    var journalPath: String { path + "-journal" }
    /// Where SQLite keeps changes not yet written to a file in write-ahead mode.
    var writeAheadPath: String { path + "-wal" }
    /// The folder of the file.
    var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }

    /// Resolves a path; all of its components but the last must exist.
    init(_ given: String) throws(StoreFailure) {
        if let path = Self.resolved(given) {
            self.path = path
            return
        }
        guard errno == ENOENT else { throw .path(SystemError.text(errno)) }
        guard Self.status(of: given, following: false) == nil else { throw .path("it is a link to nothing") }
        let end = given.lastIndex(of: "/")
        let name = end.map { String(given[given.index(after: $0)...]) } ?? given
        let folder = end.map { $0 == given.startIndex ? "/" : String(given[..<$0]) } ?? "."
        guard !name.isEmpty, name != ".", name != ".." else { throw .path("it does not name a file") }
        guard let parent = Self.resolved(folder) else { throw .path("its folder: \(SystemError.text(errno))") }
        path = parent == "/" ? "/\(name)" : "\(parent)/\(name)"
    }

    /// Whether the file exists; throws if it is not a regular file.
    func exists() throws(StoreFailure) -> Bool {
        guard let status = Self.status(of: path) else {
            guard errno == ENOENT else { throw .path(SystemError.text(errno)) }
            return false
        }
        guard status.isPlainFile else { throw .path("it is not a regular file") }
        return true
    }

    /// Throws if a link, a FIFO or the like is where SQLite keeps a file of its own: SQLite would follow the link, and
    /// wait at the FIFO.
    ///
    /// A folder there does no harm: SQLite writes nothing until it is gone.
    func checkSideFiles() throws(StoreFailure) {
        for place in [journalPath, writeAheadPath, path + "-shm"] {
            guard let status = Self.status(of: place, following: false) else { continue }
            guard status.isPlainFile || status.isFolder else {
                throw .path("\(place) beside it is not a regular file")
            }
        }
    }

    /// Creates an empty file, or checks that an existing one can be trusted.
    ///
    /// A file that belongs to another user, or that anyone may write, cannot be trusted.
    func prepare() throws(StoreFailure) {
        guard try exists() else { return try create() }
        guard let status = Self.status(of: path) else { throw .path(SystemError.text(errno)) }
        guard status.owner == geteuid() else { throw .path("it belongs to another user") }
        guard status.links == 1 else { throw .path("it has hard links, which its lock cannot see") }
        guard status.mode & S_IWOTH == 0 else { throw .path("anyone may write to it: chmod 600 it") }
    }

    /// Makes the file unreadable for others; called once the file is known to be a ledger.
    func makePrivate() throws(StoreFailure) {
        guard let status = Self.status(of: path) else { throw .path(SystemError.text(errno)) }
        guard status.mode & 0o7777 == 0o600 || chmod(path, 0o600) == 0 else { throw .path(SystemError.text(errno)) }
    }

    /// Whether a transaction is open, or was when its process was killed.
    var hasJournal: Bool { Self.status(of: journalPath) != nil }

    /// Whether SQLite may change the file as soon as it reads it.
    var hasUnfinishedWrite: Bool { hasJournal || Self.status(of: writeAheadPath) != nil }

    /// The size of the file in bytes.
    var size: Int64 { Self.status(of: path)?.size ?? 0 }

    private func create() throws(StoreFailure) {
        let file = try Self.opened(path, O_RDWR | O_CREAT | O_EXCL)
        // Sets the mode regardless of the umask.
        guard fchmod(file.number, 0o600) == 0 else { throw .path(SystemError.text(errno)) }
    }

    private static func opened(_ path: String, _ flags: Int32) throws(StoreFailure) -> FileDescriptor {
        do throws(SystemError) { return try .opened(path, flags) } catch { throw .path(error.reason) }
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private struct Status {
        let mode: mode_t
        let owner: uid_t
        let links: UInt
        let size: Int64
        var isPlainFile: Bool { mode & S_IFMT == S_IFREG }
        var isFolder: Bool { mode & S_IFMT == S_IFDIR }
    }

    private static func status(of path: String, following: Bool = true) -> Status? {
        var status = stat()
        guard (following ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        return Status(
            mode: status.st_mode, owner: status.st_uid, links: UInt(status.st_nlink), size: Int64(status.st_size))
    }
}
