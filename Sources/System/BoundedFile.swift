internal import Glibc

/// A small regular file that another program writes and replaces, read as a whole.
package struct BoundedFile: Sendable {
    /// The properties that change when a file is written or replaced.
    package struct Version: Hashable, Sendable {
        private let device: UInt
        private let inode: UInt
        private let size: Int
        private let seconds: Int
        private let nanoseconds: Int

        fileprivate init(_ status: stat) {
            device = UInt(status.st_dev)
            inode = UInt(status.st_ino)
            size = Int(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    /// Why a file could not be read.
    package struct Problem: Error, Hashable, Sendable {
        /// The reason, for messages, without the path.
        package let reason: String
        /// Whether the file does not exist.
        package let isMissing: Bool

        /// Creates a problem with a message.
        package init(_ reason: String, isMissing: Bool = false) {
            self.reason = reason
            self.isMissing = isMissing
        }

        fileprivate init(errno code: Int32) {
            self.init(SystemError.text(code), isMissing: code == ENOENT || code == ENOTDIR)
        }
    }

    /// All bytes of the file.
    package var bytes: [UInt8]
    /// The version of the file that the bytes were read from.
    package var version: Version
    /// Whether users other than the owner and the group can read or write the file.
    package var isOpenToOthers: Bool
    /// Whether users other than the owner and the group can write the file.
    package var isWritableByOthers: Bool

    /// Reads a file unless it is still the known version.
    ///
    /// - Parameters:
    ///   - path: the file's path.
    ///   - limit: the largest size that is read, in bytes.
    ///   - known: the version that need not be read again.
    /// - Returns: the file; nil if it is still the known version.
    /// - Throws: why it cannot be read.
    package static func read(_ path: String, limit: Int, unless known: Version? = nil) throws(Problem) -> BoundedFile? {
        // Without O_NONBLOCK, a FIFO in place of the file would block the reader forever.
        let raw = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard raw >= 0 else { throw Problem(errno: errno) }
        let file = FileDescriptor(owning: raw)
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw Problem(errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Problem("not a regular file") }
        guard Int(status.st_size) <= limit else { throw Problem("larger than \(limit) bytes") }
        let version = Version(status)
        if version == known { return nil }
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let raw = file.number
            var problem: Int32?
            let chunk = [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
                let result = Glibc.read(raw, buffer.baseAddress, buffer.count)
                if result < 0 { problem = errno }
                count = max(0, result)
            }
            if problem == EINTR { continue }
            if let problem { throw Problem(errno: problem) }
            if chunk.isEmpty {
                return BoundedFile(
                    bytes: bytes, version: version, isOpenToOthers: status.st_mode & 0o006 != 0,
                    isWritableByOthers: status.st_mode & 0o002 != 0)
            }
            bytes += chunk
        }
        throw Problem("larger than \(limit) bytes")
    }
}
