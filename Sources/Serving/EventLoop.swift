/// The thread's loop: waits for the kernel, tells each connection's state what happened, and does what it says.
struct EventLoop: ~Copyable {
    typealias Instant = ContinuousClock.Instant

    let limits: ListenerLimits
    let routes: Routes
    let observe: @Sendable (ListenerEvent) -> Void
    let epoll: Epoll
    /// The sockets that take connections, by their numbers in `epoll`.
    var listening: [UInt64: ListeningSocket]
    var connections: [UInt64: Connection] = [:]
    var connectionsOfPeer: [SocketAddress.Host: Int] = [:]
    var deadlines = Deadlines()
    var nextID: UInt64
    /// Until when no connection is accepted, for want of descriptors or memory.
    var acceptsAgainAt: Instant?
    var now = ContinuousClock.now
    private var drainEnds: Instant?
    private var buffer = [UInt8](repeating: 0, count: 16 * 1024)

    /// The number of the descriptor that becomes readable when the loop is to stop.
    static let wakeID: UInt64 = 0

    /// Serves the sockets that `epoll` watches under their numbers.
    init(
        _ listening: [UInt64: ListeningSocket], watchedBy epoll: Epoll, limits: ListenerLimits,
        routes: @escaping Routes, observe: @escaping @Sendable (ListenerEvent) -> Void
    ) {
        self.epoll = epoll
        self.listening = listening
        self.limits = limits
        self.routes = routes
        self.observe = observe
        nextID = (listening.keys.max() ?? Self.wakeID) + 1
    }

    /// Serves until the wake-up comes and then until all connections are closed.
    mutating func run() {
        while true {
            now = ContinuousClock.now
            endWaits()
            if drainEnds != nil, connections.isEmpty { return }
            let events = epoll.wait(timeUntilNextEnd())
            now = ContinuousClock.now
            for event in events {
                if event.id == Self.wakeID {
                    beginDrain()
                } else if let socket = listening[event.id] {
                    acceptWaiting(on: socket)
                } else if let connection = connections[event.id] {
                    handle(event.what, on: connection)
                }
            }
        }
    }

    private func timeUntilNextEnd() -> Duration? {
        [deadlines.next?.deadline, acceptsAgainAt, drainEnds].compactMap(\.self).min().map { now.duration(to: $0) }
    }

    private mutating func endWaits() {
        if let time = acceptsAgainAt, time <= now { resumeAccepting() }
        if let end = drainEnds, end <= now {
            for connection in connections.values { close(connection, resetting: true) }
        }
        while let next = deadlines.next, next.deadline <= now {
            guard let connection = connections[next.id] else {
                deadlines.remove(next.id)
                continue
            }
            tell(connection, .deadlinePassed)
        }
    }

    private mutating func beginDrain() {
        guard drainEnds == nil else { return }
        drainEnds = now + limits.drain
        acceptsAgainAt = nil
        listening = [:]
        for connection in connections.values { tell(connection, .drain) }
    }

    private mutating func handle(_ what: Epoll.Interest, on connection: Connection) {
        if !what.isDisjoint(with: .gone) {
            close(connection, resetting: false)
        } else if connection.isSending {
            proceed(connection, .wait)
        } else if connection.state.wantsBytes {
            receive(on: connection)
        }
    }

    /// Reads once; a peer that sends faster than we read waits its turn.
    mutating func receive(on connection: Connection) {
        switch connection.socket.receive(into: &buffer) {
        case .moved(0): tell(connection, .peerEnded)
        case .moved(let count): tell(connection, .received(buffer.prefix(count)))
        case .blocked: settle(connection)
        case .gone: close(connection, resetting: false)
        }
    }

    private mutating func tell(_ connection: Connection, _ event: ConnectionState.Event) {
        proceed(connection, connection.state.handle(event, at: now))
    }

    /// Does what the state says, and what it says next, until it waits for something.
    private mutating func proceed(_ connection: Connection, _ first: ConnectionState.Action) {
        var action = first
        while true {
            switch action {
            case .wait:
                break
            case .sendContinue:
                connection.sendContinue()
            case .endSending:
                connection.socket.endSending()
            case .send(let response):
                observe(.answered(status: response.status))
                connection.begin(response)
            case .close:
                return close(connection, resetting: false)
            case .reset(let refusal):
                if let refusal { observe(.refused(refusal)) }
                return close(connection, resetting: true)
            }
            guard connection.isSending else { return settle(connection) }
            switch connection.sendOn() {
            case .moved: action = connection.state.handle(.sent, at: now)
            case .blocked: return settle(connection)
            case .gone: return close(connection, resetting: true)
            }
        }
    }

    /// Brings the deadline and the kernel's watch in line with the state.
    private mutating func settle(_ connection: Connection) {
        deadlines.set(connection.id, connection.state.wait, connection.state.deadline)
        let wanted = connection.wantedInterest
        guard wanted != connection.interest else { return }
        connection.interest = wanted
        do {
            try epoll.change(connection.socket.number, as: connection.id, to: wanted)
        } catch {
            // A connection that cannot be watched can only be closed.
            close(connection, resetting: true)
        }
    }

    mutating func close(_ connection: Connection, resetting: Bool) {
        guard connections.removeValue(forKey: connection.id) != nil else { return }
        if resetting { connection.socket.resetOnClose() }
        deadlines.remove(connection.id)
        let others = connectionsOfPeer[connection.peer, default: 1] - 1
        connectionsOfPeer[connection.peer] = others > 0 ? others : nil
        observe(.connectionClosed)
        if acceptsAgainAt != nil { resumeAccepting() }
    }
}
