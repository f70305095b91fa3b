internal import Glibc
internal import System

/// The files of a web configuration, as arguments: how they are read, and how a change is noticed.
struct ConfigurationFiles: Sendable {
    /// The bytes of a file.
    var read: @Sendable (_ path: String) throws(BoundedFile.Problem) -> [UInt8]
    /// What tells one state of a file from another; nil while there is no file.
    var mark: @Sendable (_ path: String) -> FileMark?
    /// Whether users beside the owner and the group may write a file.
    var isWritableByOthers: @Sendable (_ path: String) -> Bool = { _ in false }

    /// Larger files are refused: people write these by hand.
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
