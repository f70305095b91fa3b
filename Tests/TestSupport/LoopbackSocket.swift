import Foundation

/// A TCP socket on a free port of 127.0.0.1, which stays taken until the socket is closed.
///
/// Its descriptors are closed in child processes: a child that inherits one would keep a connection open.
package struct LoopbackSocket: Sendable {
    package let descriptor: Int32
    package let port: UInt16

    /// Binds a socket.
    ///
    /// - Parameter queue: how many connections may wait to be accepted; without a queue, connections are refused.
    /// - Throws: `POSIXError` when there is no free port.
    package init(queue: Int32? = nil) throws {
        let descriptor = Self.made(SOCK_CLOEXEC)
        var address = Self.address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) + (queue.map { listen(descriptor, $0) } ?? 0)
                    + getsockname(descriptor, $0, &length)
            }
        }
        guard descriptor >= 0, status == 0 else {
            Foundation.close(descriptor)
            throw POSIXError(.EADDRNOTAVAIL)
        }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }

    /// Accepts a connection; nil once the socket is shut down.
    package func accept() -> Int32? {
        let accepted = Foundation.accept(descriptor, nil, nil)
        guard accepted >= 0 else { return nil }
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        return accepted
    }

    /// Begins a connection to this socket without waiting for it, and returns the descriptor of the other end.
    package func beginConnection() -> Int32 {
        let peer = Self.made(SOCK_CLOEXEC, SOCK_NONBLOCK)
        _ = withUnsafePointer(to: Self.address(port)) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(peer, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return peer
    }

    package func close() { Foundation.close(descriptor) }

    private static func made(_ options: __socket_type...) -> Int32 {
        socket(AF_INET, Int32(bitPattern: options.reduce(SOCK_STREAM.rawValue) { $0 | $1.rawValue }), 0)
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
