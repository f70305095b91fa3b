import Glibc
internal import System

/// An accepted connection: its socket, its state, and the response being sent.
final class Connection {
    let id: UInt64
    let socket: FileDescriptor
    let peer: SocketAddress.Host
    var state: ConnectionState
    /// The events that the kernel was last asked to watch for.
    var interest: Epoll.Interest = .read
    private var outgoing: OutgoingResponse?
    private var tls: TLSSession?
    /// What an unfinished handshake waits for; nil when there is none.
    private(set) var handshake: TLSSession.Handshake?

    /// How many sends one connection may make before the others get a turn.
    private static let sendsPerTurn = 2

    /// A connection on a socket; nil if memory for TLS has run out.
    init?(
        id: UInt64, socket: consuming FileDescriptor, peer: SocketAddress.Host, tls context: TLSContext?,
        state: ConnectionState
    ) {
        self.id = id
        self.socket = socket
        self.peer = peer
        self.state = state
        if let context {
            guard let session = TLSSession(context, socket: self.socket.number) else { return nil }
            tls = session
            handshake = .wantsRead
        }
        // The last segment of a response must not wait for an acknowledgement; a failure here costs only time.
        try? self.socket.setOption(Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
    }

    /// The events that the kernel should watch for now.
    var wantedInterest: Epoll.Interest {
        if handshake == .wantsWrite || outgoing != nil { return .write }
        return state.wantsBytes ? .read : []
    }

    /// Whether a response is being sent.
    var isSending: Bool { outgoing != nil }

    /// Starts sending a response.
    func begin(_ response: OutgoingResponse) {
        outgoing = response
    }

    /// Sends as much as the kernel accepts: `moved` once all is sent, otherwise `blocked`.
    func sendOn() -> FileDescriptor.Transfer {
        for _ in 0..<Self.sendsPerTurn {
            guard let window = outgoing?.window, !window.isEmpty else { break }
            switch tls?.send(window[...]) ?? socket.send(window[...]) {
            case .moved(let count):
                outgoing?.advance(by: count)
            case .blocked: return .blocked
            case .gone: return .gone
            }
        }
        guard let outgoing, outgoing.isSent else { return .blocked }
        self.outgoing = nil
        return outgoing.fellShort ? .gone : .moved(0)
    }

    /// Continues the handshake; plain HTTP ends the handshake and gets a plain-text answer.
    func shake() -> TLSSession.Handshake {
        let progress = tls?.shake() ?? .done
        handshake = progress == .done ? nil : progress
        if progress == .failed(wasHTTP: true) {
            tls = nil
            handshake = nil
        }
        return progress
    }

    /// Reads the available bytes into the buffer.
    func receive(into buffer: inout [UInt8]) -> FileDescriptor.Transfer {
        tls?.receive(into: &buffer) ?? socket.receive(into: &buffer)
    }

    /// Tells the peer that no more bytes follow.
    func endSending() {
        tls?.endSending()
        socket.endSending()
    }

    /// Sends `100 Continue`; its 25 bytes always fit the empty send buffer.
    func sendContinue() {
        let text = [Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)[...]]
        _ = tls?.send(text[...]) ?? socket.send(text[...])
    }
}
