import CEpoll
import Glibc
internal import System

/// A bound socket that accepts connections.
final class ListeningSocket: Sendable {
    /// The bound address, with a port of 0 resolved: `127.0.0.1:10155`, `[::1]:10155`.
    let address: String
    /// Whether only this machine can reach it.
    let isLocal: Bool
    let descriptor: FileDescriptor
    /// The file of a Unix socket; it is removed with the socket.
    private let file: SocketFile?

    /// Binds the host's first address that this machine has; tries IPv4 first, as Go does.
    init(_ wanted: ListenAddress) throws(ListenerError) {
        if let path = wanted.path {
            do throws(SystemError) {
                descriptor = try SocketFile.listen(at: path)
                file = SocketFile(at: path)
            } catch {
                throw ListenerError(address: wanted.description, reason: error.reason)
            }
            address = wanted.description
            isLocal = true
            return
        }
        file = nil
        // One socket on `::` accepts IPv4 too; 0.0.0.0 is for machines without IPv6.
        let hosts = wanted.host.isEmpty ? ["::", "0.0.0.0"] : [wanted.host]
        var candidates: [SocketAddress] = []
        for host in hosts { candidates += try SocketAddress.resolve(host, port: wanted.port, for: wanted) }
        do {
            descriptor = try Self.listen(onFirstOf: candidates)
            let local = try SocketAddress.local(of: descriptor.number)
            address = local.description
            isLocal = local.isLocal
        } catch {
            throw ListenerError(address: wanted.description, reason: error.reason)
        }
    }

    /// Takes over a listening socket; its creator is responsible for removing its file, if any.
    init(inheriting descriptor: consuming FileDescriptor) throws(SystemError) {
        let number = descriptor.number
        var listens: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        _ = try SystemError.check("getsockopt", getsockopt(number, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size))
        guard listens != 0 else { throw SystemError(call: "getsockopt", code: EINVAL) }
        _ = try SystemError.check("fcntl", fcntl(number, F_SETFD, FD_CLOEXEC))
        _ = try SystemError.check("fcntl", fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK))
        let local = try SocketAddress.local(of: number)
        address = local.description
        isLocal = local.isLocal
        file = nil
        self.descriptor = descriptor
    }

    deinit { file?.remove() }

    private static func listen(onFirstOf candidates: [SocketAddress]) throws(SystemError) -> FileDescriptor {
        var missing = SystemError(call: "bind", code: EADDRNOTAVAIL)
        for candidate in candidates {
            do throws(SystemError) {
                return try listen(on: candidate)
            } catch {
                // Only addresses that this machine lacks are skipped: a port in use must not move the listener.
                guard [EAFNOSUPPORT, EADDRNOTAVAIL].contains(error.code) else { throw error }
                missing = error
            }
        }
        throw missing
    }

    private static func listen(on address: SocketAddress) throws(SystemError) -> FileDescriptor {
        let type = Int32(bitPattern: SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = FileDescriptor(owning: try SystemError.check("socket", socket(address.family, type, 0)))
        try socket.setOption(SOL_SOCKET, SO_REUSEADDR, Int32(1))
        if address.family == AF_INET6 {
            try socket.setOption(Int32(IPPROTO_IPV6), IPV6_V6ONLY, Int32(address.isUnspecified ? 0 : 1))
        }
        let bound = address.withPointer { bind(socket.number, $0, $1) }
        _ = try SystemError.check("bind", bound)
        _ = try SystemError.check("listen", Glibc.listen(socket.number, SOMAXCONN))
        return socket
    }

    /// The next connection, without blocking; nil if none is waiting or the peer has already left.
    ///
    /// Throws when an immediate retry would fail too: no descriptors, no memory.
    func accept() throws(SystemError) -> AcceptedSocket? {
        let flags = Int32(bitPattern: SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let (number, peer) = SocketAddress.filled { accept4(descriptor.number, $0, $1, flags) }
        if number >= 0 { return AcceptedSocket(descriptor: FileDescriptor(owning: number), peer: peer.host) }
        if [EAGAIN, EINTR, ECONNABORTED].contains(errno) { return nil }
        throw SystemError(call: "accept4", code: errno)
    }
}
