internal import Glibc
internal import System

/// How to read the files of a web configuration and to notice their changes, as arguments.
struct ConfigurationFiles: Sendable {
    /// Returns the bytes of a file.
    var read: @Sendable (_ path: String) throws(BoundedFile.Problem) -> [UInt8]
    /// Identifies the current state of a file; nil while there is no file.
    var mark: @Sendable (_ path: String) -> FileMark?
    /// Whether users other than the owner and the group may write to a file.
    var isWritableByOthers: @Sendable (_ path: String) -> Bool = { _ in false }

    /// Larger files are refused, since people write these files by hand.
    static let byteLimit = 1 << 20

    /// The machine's own files.
    static let live = ConfigurationFiles(
        read: { path throws(BoundedFile.Problem) in try BoundedFile.read(path, limit: byteLimit)?.bytes ?? [] },
        mark: { path in
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            return FileMark(
                device: UInt64(status.st_dev), inode: UInt64(status.st_ino), count: Int(status.st_size),
                seconds: [status.st_mtim.tv_sec, status.st_ctim.tv_sec],
                nanoseconds: [status.st_mtim.tv_nsec, status.st_ctim.tv_nsec])
        },
        isWritableByOthers: { path in
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & 0o002 != 0
        })
}
