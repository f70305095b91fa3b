import Glibc
internal import System

/// The disk, as far as configuration is read from it.
struct FileAccess: Sendable {
    /// The bytes of a file.
    var read: @Sendable (_ path: String) throws(SystemError) -> [UInt8]
    /// What tells one state of a file from another; nil while there is none.
    var mark: @Sendable (_ path: String) -> FileMark?

    /// Larger files are refused: what is read here is written by hand.
    static let byteLimit = 1 << 20

    /// The machine's own disk; only regular files are read, so that a pipe cannot hold anyone up.
    static let live = FileAccess(
        read: { path throws(SystemError) in
            let number = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            let file = FileDescriptor(owning: try SystemError.check("open", number))
            var status = stat()
            _ = try SystemError.check("fstat", fstat(file.number, &status))
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw SystemError(call: "read", code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
            }
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 16 * 1024)
            while true {
                let count = try SystemError.check("read", Int32(Glibc.read(file.number, &buffer, buffer.count)))
                if count == 0 { return bytes }
                bytes += buffer.prefix(Int(count))
                guard bytes.count <= byteLimit else { throw SystemError(call: "read", code: EFBIG) }
            }
        },
        mark: { path in
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            return FileMark(
                device: UInt64(status.st_dev), inode: UInt64(status.st_ino), count: Int(status.st_size),
                seconds: [status.st_mtim.tv_sec, status.st_ctim.tv_sec],
                nanoseconds: [status.st_mtim.tv_nsec, status.st_ctim.tv_nsec])
        })
}

/// Which file a path leads to, and in which state.
struct FileMark: Sendable, Equatable {
    var device: UInt64
    var inode: UInt64
    var count: Int
    /// Of the last change of the contents and of the file.
    var seconds: [Int]
    var nanoseconds: [Int]
}
