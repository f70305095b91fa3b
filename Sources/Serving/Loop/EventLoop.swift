internal import System

/// The event loop: waits for the kernel, feeds events to each connection's state, and carries out its actions.
struct EventLoop: ~Copyable {
    typealias Instant = ContinuousClock.Instant

    let limits: ListenerLimits
    let routes: Routes
    let configuration: LiveWebConfiguration
    let gate: Gate
    let worker: PasswordWorker
    let observe: @Sendable (ListenerEvent) -> Void
    let epoll: Epoll
    /// The listening sockets by their `epoll` numbers.
    var listening: [UInt64: ListeningSocket]
    var connections: [UInt64: Connection] = [:]
    var connectionsOfPeer: [SocketAddress.Host: Int] = [:]
    var deadlines = Deadlines()
    var nextID: UInt64
    /// When a pause in accepting ends; accepting pauses for lack of descriptors or memory.
    var acceptsAgainAt: Instant?
    var now = ContinuousClock.now
    private var drainEnds: Instant?
    private var buffer = [UInt8](repeating: 0, count: 16 * 1024)

    /// Handshake steps left before the other connections get a turn.
    private var handshakesLeft = 0

    /// The number of the descriptor that becomes readable when the loop should stop.
    static let wakeID: UInt64 = 0
    /// The number of the descriptor that becomes readable when passwords have been checked.
    static let verdictID: UInt64 = 1
    /// A handshake step takes about a millisecond, so this many in a row delay nobody noticeably.
    private static let handshakesPerTurn = 16

    /// Serves sockets that `epoll` watches under their numbers.
    init(
        _ listening: [UInt64: ListeningSocket], watchedBy epoll: Epoll, limits: ListenerLimits,
        routes: @escaping Routes, configuration: LiveWebConfiguration, worker: PasswordWorker,
        observe: @escaping @Sendable (ListenerEvent) -> Void
    ) {
        self.epoll = epoll
        self.listening = listening
        self.limits = limits
        self.routes = routes
        self.configuration = configuration
        self.worker = worker
        gate = configuration.gate
        self.observe = observe
        nextID = (listening.keys.max() ?? Self.verdictID) + 1
    }

    /// Serves until the wake-up, then until all connections are closed.
    mutating func run() {
        while true {
            now = ContinuousClock.now
            endWaits()
            if drainEnds != nil, connections.isEmpty { return }
            let events = epoll.wait(timeUntilNextEnd())
            now = ContinuousClock.now
            handshakesLeft = Self.handshakesPerTurn
            for event in events {
                if event.id == Self.wakeID {
                    beginDrain()
                } else if event.id == Self.verdictID {
                    takeVerdicts()
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
        if let end = drainEnds, end <= now { cutEverything() }
        while let next = deadlines.next, next.deadline <= now {
            guard let connection = connections[next.id] else {
                deadlines.remove(next.id)
                continue
            }
            tell(connection, .deadlinePassed)
        }
    }

    /// Stops accepting; requests that have already arrived are still answered.
    private mutating func beginDrain() {
        guard drainEnds == nil else { return }
        for socket in listening.values { acceptWaiting(on: socket) }
        for connection in connections.values where connection.state.wantsBytes { receive(on: connection) }
        drainEnds = now + limits.drain
        acceptsAgainAt = nil
        listening = [:]
        for connection in connections.values { tell(connection, .drain) }
    }

    /// Resets every open connection when the drain time is over.
    private mutating func cutEverything() {
        for connection in connections.values { close(connection, resetting: true) }
    }

    private mutating func takeVerdicts() {
        for verdict in worker.takeVerdicts() {
            if let connection = connections[verdict.id] { tell(connection, .checked(verdict.isRight)) }
        }
    }

    private mutating func handle(_ what: Epoll.Interest, on connection: Connection) {
        if !what.isDisjoint(with: .gone) {
            close(connection, resetting: false)
        } else if connection.handshake != nil {
            shake(on: connection)
        } else if connection.isSending {
            proceed(connection, .wait)
        } else if connection.state.wantsBytes {
            receive(on: connection)
        }
    }

    /// Continues a handshake, or leaves it to the next turn, when the kernel reports the socket again.
    private mutating func shake(on connection: Connection) {
        guard handshakesLeft > 0 else { return }
        handshakesLeft -= 1
        switch connection.shake() {
        case .done:
            tell(connection, .handshakeDone)
            receive(on: connection)
        case .wantsRead, .wantsWrite:
            settle(connection)
        case .failed(let wasHTTP):
            observe(.refused(.tls))
            if wasHTTP { tell(connection, .plainRequest) } else { close(connection, resetting: false) }
        }
    }

    /// Reads once; a peer that sends faster than we read waits its turn.
    mutating func receive(on connection: Connection) {
        guard connection.handshake == nil else { return shake(on: connection) }
        switch connection.receive(into: &buffer) {
        case .moved(0): tell(connection, .peerEnded)
        case .moved(let count): tell(connection, .received(buffer.prefix(count)))
        case .blocked: settle(connection)
        case .gone: close(connection, resetting: false)
        }
    }

    private mutating func tell(_ connection: Connection, _ event: ConnectionState.Event) {
        proceed(connection, connection.state.handle(event, at: now))
    }

    /// Carries out the actions of the state until it waits for something.
    private mutating func proceed(_ connection: Connection, _ first: ConnectionState.Action) {
        var action = first
        while true {
            switch action {
            case .wait:
                break
            case .sendContinue:
                connection.sendContinue()
            case .check(let check):
                guard !worker.submit(check, id: connection.id, of: connection.peer) else { break }
                action = connection.state.handle(.checked(nil), at: now)
                continue
            case .endSending:
                connection.endSending()
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

    /// Updates the deadline and the watched events to match the state.
    private mutating func settle(_ connection: Connection) {
        deadlines.set(connection.id, connection.state.wait, connection.state.deadline)
        let wanted = connection.wantedInterest
        guard wanted != connection.interest else { return }
        connection.interest = wanted
        do {
            try epoll.change(connection.socket.number, as: connection.id, to: wanted)
        } catch {
            // A connection that cannot be watched must be closed.
            close(connection, resetting: true)
        }
    }

    mutating func close(_ connection: Connection, resetting: Bool) {
        guard connections.removeValue(forKey: connection.id) != nil else { return }
        if resetting { connection.socket.resetOnClose() }
        deadlines.remove(connection.id)
        if connection.state.wait == .check { worker.cancel(connection.id, of: connection.peer) }
        let others = connectionsOfPeer[connection.peer, default: 1] - 1
        connectionsOfPeer[connection.peer] = others > 0 ? others : nil
        observe(.connectionClosed)
        if acceptsAgainAt != nil { resumeAccepting() }
    }
}
