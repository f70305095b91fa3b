internal import Glibc
internal import System

extension FileDescriptor {
    /// Opens a file, but follows no link; a file that is created is private.
    static func opened(_ path: String, _ flags: Int32) throws(SystemError) -> FileDescriptor {
        // Non-blocking, because the file may be a FIFO.
        let number = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0o600)
        return FileDescriptor(owning: try SystemError.check("open", number))
    }
}
