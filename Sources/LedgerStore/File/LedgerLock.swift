internal import Glibc
internal import System

/// The exclusive right to write a ledger, held until the process ends, however it ends.
///
/// It locks a file of its own: SQLite's locks on the database come and go, and closing any descriptor of the database
/// releases them.
struct LedgerLock: ~Copyable {
    private let file: FileDescriptor

    /// Takes the lock, or fails at once.
    init(_ path: String) throws(StoreFailure) {
        let file: FileDescriptor
        do throws(SystemError) {
            file = try .opened(path, O_RDWR | O_CREAT)
        } catch {
            throw .path("its lock \(path): \(error.reason)")
        }
        if let failure = Self.lock(file.number, path) { throw failure }
        self.file = file
    }

    deinit {
        // Closing is not enough: a forked child that has not yet called `exec` holds the descriptor too.
        flock(file.number, LOCK_UN)
    }

    /// Whether the lock file was deleted, so that another process may take the lock.
    var isLost: Bool {
        var status = stat()
        return fstat(file.number, &status) != 0 || status.st_nlink == 0
    }

    /// Whether there was a ledger before; if so, an empty ledger file has lost its contents.
    var isUsed: Bool {
        var status = stat()
        return fstat(file.number, &status) == 0 && status.st_size > 0
    }

    /// Records whether there is a ledger; ignores errors of the disk.
    func note(isUsed: Bool) {
        if isUsed { _ = pwrite(file.number, "\n", 1, 0) } else { _ = ftruncate(file.number, 0) }
    }

    private static func lock(_ descriptor: Int32, _ path: String) -> StoreFailure? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .path("its lock \(path): \(SystemError.text(errno))") }
        guard status.st_mode & S_IFMT == S_IFREG else { return .path("its lock \(path) is not a regular file") }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return .inUse }
            if errno != EINTR { return .path("its lock \(path): \(SystemError.text(errno))") }
        }
        return nil
    }
}
