internal import Datastream
internal import Glibc
internal import Ledger
package import Notation
internal import System

extension LedgerStore {
    /// Moves an unreadable file and its journal aside, so that a new file can take its place.
    ///
    /// - Returns: the new path: the old one, `.corrupt-` and the time, as in `.corrupt-20261124T014500Z`.
    /// - Throws: `inUse` while an exporter is using the file, `unusable` if there is no file or it cannot be moved.
    package static func setAside(path: String, at now: Timestamp) throws(LedgerStoreError) -> String {
        do throws(StoreFailure) {
            let location = try LedgerLocation(path)
            guard try location.exists() else { throw .path(SystemError.text(ENOENT)) }
            let lock = try LedgerLock(location.lockPath)
            let name = try location.move(at: now)
            _ = consume lock
            return name
        } catch {
            throw LedgerStoreError(error, .open, path: path)
        }
    }
}

extension LedgerLocation {
    /// Moves the file, then what an interrupted write left beside it: SQLite deletes a journal that has no database.
    fileprivate func move(at now: Timestamp) throws(StoreFailure) -> String {
        let time = Timestamp(seconds: now.seconds).description.filter { $0 != "-" && $0 != ":" }
        let name = "\(path).corrupt-\(time)"
        var other = name
        var number = 1
        while access(other, F_OK) == 0 {
            number += 1
            other = "\(name)-\(number)"
        }
        guard rename(path, other) == 0 else { throw .path("it cannot be moved: \(SystemError.text(errno))") }
        for end in ["-journal", "-wal"] where access(path + end, F_OK) == 0 {
            guard rename(path + end, other + end) == 0 else {
                throw .path("its \(end.dropFirst()) file cannot be moved: \(SystemError.text(errno))")
            }
        }
        return other
    }
}
