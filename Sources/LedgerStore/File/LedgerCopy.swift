internal import CSQLite
internal import Glibc
internal import System

/// A copy of a ledger, and of the files that an interrupted write left beside it, in a folder that is removed with the
/// copy.
///
/// SQLite rolls back or finishes an interrupted write as soon as it reads the file. Trying this on a copy first shows
/// whether the result is a ledger, so that a refused file stays unchanged.
struct LedgerCopy: ~Copyable {
    /// The copied file.
    let path: String
    private let folder: String

    private static let sideFiles = ["-journal", "-wal"]

    /// Copies a ledger into a folder beside it or, if that fails, into one in the folder for temporary files.
    static func made(of location: LedgerLocation) throws(StoreFailure) -> LedgerCopy {
        do throws(StoreFailure) { return try LedgerCopy(of: location, in: location.folder) } catch {}
        return try LedgerCopy(of: location, in: P_tmpdir)
    }

    private init(of location: LedgerLocation, in parent: String) throws(StoreFailure) {
        var template = Array("\(parent)/.ledger-check-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let made else { throw Self.failure("no folder in \(parent)", errno) }
        let copied = made + "/ledger"
        do throws(StoreFailure) {
            try Self.copy(location.path, to: copied)
            for end in Self.sideFiles where access(location.path + end, F_OK) == 0 {
                try Self.copy(location.path + end, to: copied + end)
            }
        } catch {
            Self.remove(copied, made)
            throw error
        }
        folder = made
        path = copied
    }

    deinit { Self.remove(path, folder) }

    private static func remove(_ path: String, _ folder: String) {
        for end in ["", "-shm"] + sideFiles { unlink(path + end) }
        rmdir(folder)
    }

    private static func copy(_ source: String, to target: String) throws(StoreFailure) {
        let from = try opened(source, O_RDONLY)
        let to = try opened(target, O_WRONLY | O_CREAT | O_EXCL)
        let (reading, writing) = (from.number, to.number)
        let problem = withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
            while true {
                let count = read(reading, buffer.baseAddress, buffer.count)
                if count == 0 { return nil as Int32? }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return errno }
                switch write(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)), to: writing) {
                case .written: continue
                case .nobodyReads: return EPIPE
                case .failed(let error): return error.code
                }
            }
        }
        if let problem { throw failure(source, problem) }
    }

    private static func opened(_ path: String, _ flags: Int32) throws(StoreFailure) -> FileDescriptor {
        do throws(SystemError) { return try .opened(path, flags) } catch { throw failure(path, error.code) }
    }

    private static func failure(_ place: String, _ code: Int32) -> StoreFailure {
        .sqlite(
            SQLITE_IOERR,
            "a write to it was cut short, and it cannot be copied to be checked: \(place): \(SystemError.text(code))"
        )
    }
}
