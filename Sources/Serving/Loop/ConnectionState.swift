internal import Notation

/// The state machine of one connection: takes events and times, returns actions, owns neither socket nor clock.
struct ConnectionState {
    typealias Instant = ContinuousClock.Instant

    /// What happened to the connection.
    enum Event {
        case received(ArraySlice<UInt8>)
        /// The peer has finished sending; it may still read.
        case peerEnded
        /// The TLS handshake has finished.
        case handshakeDone
        /// The peer sends plain HTTP to a listener that expects TLS.
        case plainRequest
        /// The password was checked; nil if there is no room for more checks.
        case checked(Bool?)
        /// The kernel has accepted the last byte of the response.
        case sent
        case deadlinePassed
        /// The listener is stopping: responses under way may finish, nothing new begins.
        case drain
    }

    /// How to react.
    enum Action {
        case wait
        case send(OutgoingResponse)
        /// Check the password on another thread; a `checked` event brings the result.
        case check(PasswordCheck)
        /// Send `100 Continue`.
        case sendContinue
        /// Shut down sending: the peer sees the end while its bytes are still read.
        case endSending
        case close
        /// Reset the connection, dropping unsent bytes.
        case reset(ListenerEvent.Refusal?)
    }

    private enum Phase {
        case handshake
        case idle
        case checking(RequestHead, Route?)
        case head
        case body(RequestHead, Route)
        case delayed(OutgoingResponse)
        case sending(HTTPResponse.Ending)
        case stalled
        case lingering(bytesLeft: Int)
        case closed
    }

    private let limits: ListenerLimits
    private let routes: Routes
    private let gate: Gate
    private var phase: Phase
    private var buffer: [UInt8] = []
    private var parser: HeadParser
    private var keepsAlive = true
    private var isDraining = false
    /// When `deadlinePassed` is due.
    private(set) var deadline: Instant

    /// A connection accepted at this instant.
    init(
        limits: ListenerLimits, routes: @escaping Routes, gate: Gate = .open, speaksTLS: Bool = false, at now: Instant
    ) {
        self.limits = limits
        self.routes = routes
        self.gate = gate
        parser = HeadParser(limits: limits)
        phase = speaksTLS ? .handshake : .head
        deadline = now + (speaksTLS ? limits.handshake : limits.head)
    }

    /// Which of the deadlines is running.
    var wait: Wait {
        switch phase {
        case .handshake: .handshake
        case .checking: .check
        case .head: .head
        case .body: .body
        case .idle: .idle
        case .delayed: .delay
        case .sending, .stalled: .response
        case .lingering, .closed: .linger
        }
    }

    /// Whether to read the peer's bytes; while a response is sent they wait in the kernel.
    var wantsBytes: Bool {
        switch phase {
        case .handshake, .idle, .head, .body, .stalled, .lingering: true
        case .checking, .delayed, .sending, .closed: false
        }
    }

    /// Handles an event and moves to the next phase.
    mutating func handle(_ event: Event, at now: Instant) -> Action {
        switch event {
        case .received(let bytes): received(bytes, at: now)
        case .peerEnded: end(.close)
        case .handshakeDone: handshakeDone(at: now)
        case .plainRequest: answer(.text(400, "this port requires TLS"), keepsAlive: false, at: now)
        case .checked(let isRight): checked(isRight, at: now)
        case .sent: sent(at: now)
        case .deadlinePassed: deadlinePassed(at: now)
        case .drain: drain()
        }
    }

    private mutating func received(_ bytes: ArraySlice<UInt8>, at now: Instant) -> Action {
        switch phase {
        case .idle:
            phase = .head
            deadline = now + limits.head
            buffer += bytes
            return readHead(at: now)
        case .head:
            buffer += bytes
            return readHead(at: now)
        case .body(let head, let route):
            buffer += bytes
            return readBody(head, route, at: now) ?? .wait
        case .lingering(let left):
            guard bytes.count <= left else { return end(.close) }
            phase = .lingering(bytesLeft: left - bytes.count)
            return .wait
        case .checking, .delayed, .sending:
            buffer += bytes
            return .wait
        case .handshake, .stalled, .closed:
            return .wait
        }
    }

    private mutating func handshakeDone(at now: Instant) -> Action {
        phase = .head
        deadline = now + limits.head
        return .wait
    }

    private mutating func sent(at now: Instant) -> Action {
        guard case .sending(let ending) = phase else { return .wait }
        switch ending {
        case .cut:
            return end(.reset(nil))
        case .stalled:
            phase = .stalled
            return .wait
        case .whole where !keepsAlive || isDraining:
            phase = .lingering(bytesLeft: limits.lingerBytes)
            deadline = now + limits.linger
            return .endSending
        case .whole where buffer.isEmpty:
            phase = .idle
            deadline = now + limits.idle
            return .wait
        case .whole:
            phase = .head
            deadline = now + limits.head
            return readHead(at: now)
        }
    }

    private mutating func deadlinePassed(at now: Instant) -> Action {
        switch phase {
        case .handshake: end(.reset(.tls))
        case .head, .body: end(.reset(.headerTimeout))
        case .checking: checked(nil, at: now)
        case .sending: end(.reset(.writeTimeout))
        case .stalled: end(.reset(nil))
        case .idle, .lingering: end(.close)
        case .delayed(let outgoing): send(outgoing, at: now)
        case .closed: .wait
        }
    }

    private mutating func drain() -> Action {
        isDraining = true
        return switch phase {
        case .handshake, .idle, .head, .body: end(.close)
        case .checking, .delayed, .sending, .stalled, .lingering, .closed: .wait
        }
    }

    private mutating func end(_ action: Action) -> Action {
        phase = .closed
        buffer = []
        return action
    }
}

extension ConnectionState {
    private mutating func readHead(at now: Instant) -> Action {
        switch parser.parse(buffer) {
        case .needsMore:
            return .wait
        case .tls:
            return end(.reset(.tls))
        case .refused(let refusal):
            return answer(.text(refusal.status, refusal.reason), keepsAlive: false, at: now)
        case .complete(let head, let length):
            buffer.removeFirst(length)
            parser = HeadParser(limits: limits)
            return dispatch(head, at: now)
        }
    }

    /// Finds the route and decides whether to let the request in.
    private mutating func dispatch(_ head: RequestHead, at now: Instant) -> Action {
        let route = head.target == .server ? .server : routes(head.target.path)
        if route?.isOpen == true { return admit(head, route, at: now) }
        switch gate.admit(head.headers, now) {
        case .pass:
            return admit(head, route, at: now)
        case .refuse(let response):
            return answer(response, to: head, keepsAlive: head.contentLength == 0, at: now)
        case .check(let check):
            phase = .checking(head, route)
            deadline = now + limits.response
            return .check(check)
        }
    }

    private mutating func checked(_ isRight: Bool?, at now: Instant) -> Action {
        guard case .checking(let head, let route) = phase else { return .wait }
        if isRight == true { return admit(head, route, at: now) }
        let refusal =
            isRight == false
            ? .unauthorized : HTTPResponse.text(503, "too many passwords to check", headers: ["Retry-After": "1"])
        return answer(refusal, to: head, keepsAlive: head.contentLength == 0, at: now)
    }

    /// Passes the request to its route; bytes after an unread body are never parsed as a request.
    private mutating func admit(_ head: RequestHead, _ route: Route?, at now: Instant) -> Action {
        let hasBody = head.contentLength > 0
        guard let route else { return answer(.text(404, "not found"), to: head, keepsAlive: !hasBody, at: now) }
        let allow = route.allowed.map(\.rawValue).joined(separator: ", ")
        guard let method = HTTPRequest.Method(rawValue: head.method), route.allowed.contains(method) else {
            return answer(
                .text(405, "method not allowed", headers: ["Allow": allow]), to: head, keepsAlive: !hasBody, at: now)
        }
        if method == .options, !hasBody {
            return answer(HTTPResponse(status: 204, headers: ["Allow": allow]), to: head, keepsAlive: true, at: now)
        }
        guard hasBody else { return respond(to: head, method, route, body: [], at: now) }
        guard method == .post, route.bodyLimit > 0 else {
            return answer(.text(400, "no body is accepted here"), to: head, keepsAlive: false, at: now)
        }
        guard head.contentLength <= route.bodyLimit else {
            return answer(.text(413, "body too large"), to: head, keepsAlive: false, at: now)
        }
        phase = .body(head, route)
        deadline = now + limits.head
        return readBody(head, route, at: now) ?? (head.expectsContinue ? .sendContinue : .wait)
    }

    /// Answers once the body is complete; nil until then.
    private mutating func readBody(_ head: RequestHead, _ route: Route, at now: Instant) -> Action? {
        guard buffer.count >= head.contentLength else { return nil }
        let body = Array(buffer.prefix(head.contentLength))
        buffer.removeFirst(body.count)
        return respond(to: head, .post, route, body: body, at: now)
    }

    private mutating func respond(
        to head: RequestHead, _ method: HTTPRequest.Method, _ route: Route, body: [UInt8], at now: Instant
    ) -> Action {
        let request = HTTPRequest(
            method: method, path: head.target.path, query: head.target.query, headers: head.headers, body: body)
        return answer(route.respond(request), to: head, keepsAlive: true, at: now)
    }

    private mutating func answer(
        _ response: HTTPResponse, to head: RequestHead? = nil, keepsAlive: Bool, at now: Instant
    ) -> Action {
        self.keepsAlive = keepsAlive && head?.keepsAlive == true && !isDraining
        if !self.keepsAlive { buffer = [] }
        var response = response
        for field in gate.headers() { response.headers.set(field) }
        let outgoing = OutgoingResponse(
            response, withoutBody: head?.method == HTTPRequest.Method.head.rawValue,
            persistence: !self.keepsAlive ? .close : head?.isVersion10 == true ? .keepAndSayIt : .keep)
        guard response.delay > .zero else { return send(outgoing, at: now) }
        phase = .delayed(outgoing)
        deadline = now + response.delay
        return .wait
    }

    private mutating func send(_ outgoing: OutgoingResponse, at now: Instant) -> Action {
        phase = .sending(outgoing.ending)
        deadline = now + limits.response
        return .send(outgoing)
    }
}
