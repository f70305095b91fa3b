import Glibc

/// An accepted connection: its socket, its state, and what is being sent on it.
final class Connection {
    let id: UInt64
    let socket: FileDescriptor
    let peer: SocketAddress.Host
    var state: ConnectionState
    /// What the kernel was last asked to watch.
    var interest: Epoll.Interest = .read
    private var outgoing: OutgoingResponse?

    /// How often one connection may send before the others have their turn.
    private static let sendsPerTurn = 2

    init(id: UInt64, socket: consuming FileDescriptor, peer: SocketAddress.Host, state: ConnectionState) {
        self.id = id
        self.socket = socket
        self.peer = peer
        self.state = state
        // The last segment of a response must not wait for an acknowledgement; without it we are only slower.
        try? self.socket.setOption(Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
    }

    /// What the kernel is to watch now.
    var wantedInterest: Epoll.Interest {
        outgoing == nil ? (state.wantsBytes ? .read : []) : .write
    }

    /// Whether a response is under way.
    var isSending: Bool { outgoing != nil }

    /// Takes a response to send.
    func begin(_ response: OutgoingResponse) {
        outgoing = response
    }

    /// Sends as much as the kernel takes: `moved` when all is sent, `blocked` when some is left.
    func sendOn() -> FileDescriptor.Transfer {
        for _ in 0..<Self.sendsPerTurn {
            guard let window = outgoing?.window, !window.isEmpty else { break }
            switch socket.send(window[...]) {
            case .moved(let count): outgoing?.advance(by: count)
            case .blocked: return .blocked
            case .gone: return .gone
            }
        }
        guard let outgoing, outgoing.isSent else { return .blocked }
        self.outgoing = nil
        return outgoing.fellShort ? .gone : .moved(0)
    }

    /// Sends `100 Continue`; 25 bytes on a connection that sends nothing else fit its empty buffer.
    func sendContinue() {
        _ = socket.send([Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)[...]])
    }
}
