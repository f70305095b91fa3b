internal import System

extension EventLoop {
    /// How many connections to accept before the open ones get a turn.
    private static let acceptsPerTurn = 16
    private static let acceptPause: Duration = .milliseconds(100)

    /// Accepts connections that are queued in the kernel.
    mutating func acceptWaiting(on socket: ListeningSocket) {
        for _ in 0..<Self.acceptsPerTurn {
            do throws(SystemError) {
                guard let accepted = try socket.accept() else { return }
                admit(accepted)
            } catch {
                return pauseAccepting()
            }
        }
    }

    /// Admits the connection, if necessary by evicting one without a pending answer.
    private mutating func admit(_ accepted: consuming AcceptedSocket) {
        let peer = accepted.peer
        if connectionsOfPeer[peer, default: 0] >= limits.connectionsPerAddress {
            guard makeRoom(.perAddress, among: peer) else { return }
        }
        if connections.count >= limits.connections {
            guard makeRoom(.limit, among: nil) else { return }
        }
        let context = configuration.context
        let state = ConnectionState(
            limits: limits, routes: routes, gate: gate, speaksTLS: context != nil, at: now)
        nextID += 1
        guard
            let connection = Connection(
                id: nextID - 1, socket: accepted.descriptor, peer: peer, tls: context, state: state)
        else { return }
        do {
            try epoll.add(connection.socket.number, as: connection.id, connection.interest)
        } catch {
            return
        }
        connections[connection.id] = connection
        connectionsOfPeer[peer, default: 0] += 1
        observe(.connectionOpened)
        // Its request has often arrived already: read it now, or the connection could be evicted as unfinished.
        receive(on: connection)
    }

    /// Evicts the connection that has waited longest for its peer; unfinished requests go before idle ones.
    private mutating func makeRoom(_ refusal: ListenerEvent.Refusal, among peer: SocketAddress.Host?) -> Bool {
        observe(.refused(refusal))
        for kind in Wait.yielding {
            let oldest = deadlines.ordered(kind).lazy.compactMap { [connections] in connections[$0] }
                .first { peer == nil || $0.peer == peer }
            guard let oldest else { continue }
            close(oldest, resetting: true)
            return true
        }
        return false
    }

    /// Pauses accepting, since every attempt would fail; open connections are not affected.
    private mutating func pauseAccepting() {
        acceptsAgainAt = now + Self.acceptPause
        watchListening([])
    }

    /// Resumes accepting when the pause is over or a descriptor has become free.
    mutating func resumeAccepting() {
        acceptsAgainAt = nil
        watchListening(.read)
    }

    private func watchListening(_ interest: Epoll.Interest) {
        for (id, socket) in listening {
            // Changing a watched descriptor needs no memory, so it cannot fail.
            try? epoll.change(socket.descriptor.number, as: id, to: interest)
        }
    }
}
