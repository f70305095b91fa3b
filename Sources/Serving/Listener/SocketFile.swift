import CEpoll
import Glibc
internal import System

/// The file of a Unix socket; it is removed with the socket.
struct SocketFile: Sendable {
    private let path: String
    private let inode: UInt64

    /// Listens at a path; replaces the file of a dead process, never that of a live one.
    static func listen(at path: String) throws(SystemError) -> FileDescriptor {
        guard let address = SocketAddress(path: path) else { throw SystemError(call: "bind", code: ENAMETOOLONG) }
        let socket = try socket()
        do throws(SystemError) {
            try bind(socket, to: address)
        } catch {
            guard error.code == EADDRINUSE, isStale(path, address) else { throw error }
            _ = unlink(path)
            try bind(socket, to: address)
        }
        _ = try SystemError.check("listen", Glibc.listen(socket.number, SOMAXCONN))
        return socket
    }

    /// The socket's current file; nil if there is none.
    init?(at path: String) {
        guard let inode = Self.inode(of: path) else { return nil }
        self.path = path
        self.inode = inode
    }

    /// Removes the file if it is still the one that this socket created.
    func remove() {
        if Self.inode(of: path) == inode { _ = unlink(path) }
    }

    private static func socket() throws(SystemError) -> FileDescriptor {
        let type = Int32(bitPattern: SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        return FileDescriptor(owning: try SystemError.check("socket", Glibc.socket(AF_UNIX, type, 0)))
    }

    private static func bind(_ socket: borrowing FileDescriptor, to address: SocketAddress) throws(SystemError) {
        let number = socket.number
        _ = try SystemError.check("bind", address.withPointer { Glibc.bind(number, $0, $1) })
    }

    /// Whether nothing listens there any more.
    private static func isStale(_ path: String, _ address: SocketAddress) -> Bool {
        guard inode(of: path) != nil, let probe = try? socket() else { return false }
        let number = probe.number
        return address.withPointer { connect(number, $0, $1) } < 0 && errno == ECONNREFUSED
    }

    /// The inode number of the socket's file; nil if there is no file or it is not a socket.
    private static func inode(of path: String) -> UInt64? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        return UInt64(status.st_ino)
    }
}
