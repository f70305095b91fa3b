import Notation
import Testing

@testable import Serving

/// A connection whose clock the test sets.
private struct Bench {
    var state: ConnectionState
    let limits: ListenerLimits
    var now = ContinuousClock.now

    init(
        limits: ListenerLimits = .init(), response: HTTPResponse = HTTPResponse(body: HTTPBody("ok")),
        gate: Gate = .open, speaksTLS: Bool = false
    ) {
        self.limits = limits
        state = ConnectionState(
            limits: limits,
            routes: { path in
                switch path {
                case "/": Route { _ in response }
                case "/-/open": Route(isOpen: true) { _ in response }
                case "/echo": Route(methods: [.post], bodyLimit: 8) { HTTPResponse(body: HTTPBody($0.body)) }
                default: nil
                }
            }, gate: gate, speaksTLS: speaksTLS, at: now)
    }

    mutating func tell(_ event: ConnectionState.Event, after delay: Duration = .zero) -> String {
        now += delay
        return switch state.handle(event, at: now) {
        case .wait: "wait"
        case .send(let outgoing): OutgoingResponseTests.drained(outgoing)
        case .sendContinue: "continue"
        case .check(let check): "check \(String(decoding: check.password, as: UTF8.self))"
        case .endSending: "end"
        case .close: "close"
        case .reset(let refusal): "reset \(refusal?.rawValue ?? "-")"
        }
    }

    mutating func receive(_ text: String, after delay: Duration = .zero) -> String {
        tell(.received(Array(text.utf8)[...]), after: delay)
    }

    var left: Duration { now.duration(to: state.deadline) }
}

@Suite struct ConnectionStateTests {
    static let get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    @Test func `a request is answered, and the connection waits for the next one`() {
        var bench = Bench()
        #expect(bench.state.wait == .head)
        #expect(bench.receive(Self.get) == Self.answer)
        #expect(bench.state.wait == .response)
        #expect(!bench.state.wantsBytes)
        #expect(bench.tell(.sent) == "wait")
        #expect(bench.state.wait == .idle)
        #expect(bench.left == bench.limits.idle)
        #expect(bench.tell(.deadlinePassed, after: bench.limits.idle) == "close")
    }

    @Test func `a head has one timeout in all, however slowly its bytes arrive`() {
        var bench = Bench()
        for byte in ["G", "E", "T", " "] { #expect(bench.receive(byte, after: .seconds(1)) == "wait") }
        #expect(bench.left == .seconds(1))
        #expect(bench.tell(.deadlinePassed, after: .seconds(1)) == "reset header_timeout")
    }

    @Test func `a later head's timeout starts at its first byte`() {
        var bench = Bench()
        _ = bench.receive(Self.get)
        _ = bench.tell(.sent)
        #expect(bench.receive("G", after: .seconds(50)) == "wait")
        #expect(bench.state.wait == .head)
        #expect(bench.left == bench.limits.head)
    }

    @Test func `a response that is not read before the timeout is cut`() {
        var bench = Bench()
        _ = bench.receive(Self.get)
        #expect(bench.left == bench.limits.response)
        #expect(bench.tell(.deadlinePassed, after: bench.limits.response) == "reset write_timeout")
    }

    @Test func `pipelined requests are answered one after the other`() {
        var bench = Bench()
        #expect(bench.receive(Self.get + Self.get + "GET /no HTTP/1.1\r\nHost: x\r\n\r\nGE") == Self.answer)
        #expect(bench.tell(.sent) == Self.answer)
        #expect(bench.tell(.sent).hasPrefix("HTTP/1.1 404 "))
        #expect(bench.tell(.sent) == "wait")
        #expect(bench.state.wait == .head)
        #expect(bench.receive("T / HTTP/1.1\r\nHost: x\r\n\r\n") == Self.answer)
    }

    @Test func `bytes after a refused request are not read as a request`() {
        var bench = Bench()
        let refused = bench.receive("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + Self.get)
        #expect(refused.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(refused.contains("\r\nConnection: close\r\n"))
        #expect(bench.tell(.sent) == "end")
        #expect(bench.receive(Self.get) == "wait")
        #expect(bench.left == bench.limits.linger)
        #expect(bench.tell(.deadlinePassed, after: bench.limits.linger) == "close")
    }

    @Test func `a peer that keeps sending after the last answer is dropped`() {
        var limits = ListenerLimits()
        limits.lingerBytes = 10
        var bench = Bench(limits: limits)
        _ = bench.receive("\n")
        _ = bench.tell(.sent)
        #expect(bench.receive("0123456789") == "wait")
        #expect(bench.receive("0") == "close")
    }

    @Test(arguments: [
        ("GET /no HTTP/1.1", "", "404", true), ("POST / HTTP/1.1", "", "405", true),
        ("get / HTTP/1.1", "", "405", true), ("TRACE / HTTP/1.1", "", "405", true),
        ("POST / HTTP/1.1", "Content-Length: 1\r\n", "405", false), ("GET /echo HTTP/1.1", "", "405", true),
        ("GET / HTTP/1.1", "Content-Length: 1\r\n", "400", false),
        ("POST /no HTTP/1.1", "Content-Length: 1\r\n", "404", false),
        ("POST /echo HTTP/1.1", "Content-Length: 9\r\n", "413", false),
        ("GET / HTTP/1.1", "Content-Length: 0\r\n", "200", true),
        ("GET / HTTP/1.1", "Expect: 100-continue\r\n", "200", true),
        ("POST /echo HTTP/1.1", "", "200", true), ("HEAD / HTTP/1.1", "", "200", true),
        ("GET / HTTP/1.0", "", "200", false), ("GET / HTTP/1.0", "Connection: keep-alive\r\n", "200", true),
    ])
    func `each request gets its status, and the connection stays open or closes`(
        _ line: String, _ fields: String, _ status: String, _ keepsAlive: Bool
    ) {
        var bench = Bench()
        let answer = bench.receive(line + "\r\nHost: x\r\n" + fields + "\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        #expect(answer.contains("\r\nConnection: close\r\n") == !keepsAlive)
        #expect(bench.tell(.sent) == (keepsAlive ? "wait" : "end"))
    }

    @Test func `a refused method gets the list of allowed ones`() {
        var bench = Bench()
        #expect(bench.receive("PUT / HTTP/1.1\r\nHost: x\r\n\r\n").contains("\r\nAllow: GET, HEAD, OPTIONS\r\n"))
        _ = bench.tell(.sent)
        #expect(bench.receive("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n").contains("\r\nAllow: POST, OPTIONS\r\n"))
    }

    @Test(arguments: [("/", "GET, HEAD, OPTIONS"), ("/echo", "POST, OPTIONS"), ("*", "GET, HEAD, OPTIONS")])
    func `OPTIONS lists a path's methods, without content`(target: String, allow: String) {
        var bench = Bench()
        let answer = bench.receive("OPTIONS \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(answer == "HTTP/1.1 204 No Content\r\nAllow: \(allow)\r\n\r\n")
        #expect(bench.tell(.sent) == "wait")
    }

    @Test(arguments: [
        ("OPTIONS /no", "", "404"), ("OPTIONS /", "Content-Length: 1\r\n", "400"), ("GET *", "", "400"),
        ("OPTIONS **", "", "400"), ("options *", "", "400"),
    ])
    func `OPTIONS is as strict as any other method`(start: String, fields: String, status: String) {
        var bench = Bench()
        #expect(bench.receive("\(start) HTTP/1.1\r\nHost: x\r\n\(fields)\r\n").hasPrefix("HTTP/1.1 \(status) "))
    }

    @Test func `a body is awaited, and the next request follows it`() {
        var bench = Bench()
        let head = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"
        #expect(bench.receive(head) == "continue")
        #expect(bench.state.wait == .body)
        #expect(bench.receive("ab") == "wait")
        #expect(bench.receive("cd" + Self.get).hasSuffix("\r\n\r\nabcd"))
        #expect(bench.tell(.sent) == Self.answer)
        _ = bench.tell(.sent)
        #expect(bench.receive(head) == "continue")
        #expect(bench.tell(.deadlinePassed, after: bench.limits.head) == "reset header_timeout")
    }

    @Test func `a delayed response is sent when its delay is over`() {
        var bench = Bench(response: HTTPResponse(body: HTTPBody("ok"), delay: .seconds(40)))
        #expect(bench.receive(Self.get) == "wait")
        #expect(bench.state.wait == .delay)
        #expect(!bench.state.wantsBytes)
        #expect(bench.left == .seconds(40))
        #expect(bench.tell(.deadlinePassed, after: .seconds(40)) == Self.answer)
        #expect(bench.left == bench.limits.response)
    }

    @Test func `a cut response ends with a reset, and a stalled one sends nothing more`() {
        var cut = Bench(response: HTTPResponse(body: HTTPBody("ok"), ending: .cut(afterBytes: 1)))
        #expect(cut.receive(Self.get).hasSuffix("\r\n\r\no"))
        #expect(cut.tell(.sent) == "reset -")
        var stalled = Bench(response: HTTPResponse(body: HTTPBody("ok"), ending: .stalled(afterBytes: 1)))
        #expect(stalled.receive(Self.get).hasSuffix("\r\n\r\no"))
        #expect(stalled.tell(.sent, after: .seconds(1)) == "wait")
        #expect(stalled.state.wait == .response)
        #expect(stalled.left == stalled.limits.response - .seconds(1))
        #expect(stalled.receive("more") == "wait")
        #expect(stalled.tell(.deadlinePassed) == "reset -")
    }

    @Test func `draining closes idle connections and lets responses finish`() {
        var fresh = Bench()
        #expect(fresh.tell(.drain) == "close")
        var idle = Bench()
        _ = idle.receive(Self.get)
        _ = idle.tell(.sent)
        #expect(idle.tell(.drain) == "close")
        var busy = Bench()
        _ = busy.receive(Self.get + Self.get)
        #expect(busy.tell(.drain) == "wait")
        #expect(busy.tell(.sent) == "end")
        #expect(busy.tell(.peerEnded) == "close")
    }

    @Test func `a peer that ends before its request is complete is closed, and so is one that speaks TLS`() {
        var bench = Bench()
        _ = bench.receive("GET / HT")
        #expect(bench.tell(.peerEnded) == "close")
        var secure = Bench()
        #expect(secure.receive("\u{16}\u{3}\u{1}") == "reset tls")
    }

    // MARK: - The gate

    private static func gate(_ admission: Admission) -> Gate {
        Gate(admit: { _, _ in admission }, headers: { [HTTPHeaders.Field(name: "X-Frame-Options", value: "deny")] })
    }

    private static let check = Admission.check(
        PasswordCheck(
            password: Array("pw".utf8), hash: BcryptHash(unmatchedOfCost: 4), isKnown: true, entry: []))
    private static let framed = "HTTP/1.1 200 OK\r\nX-Frame-Options: deny\r\nContent-Length: 2\r\n\r\nok"

    @Test func `a request waits for its password check, and so do the requests after it`() {
        var bench = Bench(gate: Self.gate(Self.check))
        #expect(bench.receive(Self.get + Self.get) == "check pw")
        #expect(bench.state.wait == .check)
        #expect(!bench.state.wantsBytes)
        #expect(bench.tell(.checked(true)) == Self.framed)
        #expect(bench.tell(.sent) == "check pw")
    }

    @Test(arguments: [(false, "401 Unauthorized"), (nil, "503 Service Unavailable")])
    func `a wrong password differs from one attempt too many`(isRight: Bool?, status: String) {
        var bench = Bench(gate: Self.gate(Self.check))
        #expect(bench.receive(Self.get) == "check pw")
        let answer = bench.tell(.checked(isRight))
        #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"))
        #expect(answer.contains("WWW-Authenticate: Basic") == (isRight == false))
        #expect(answer.contains("X-Frame-Options: deny"))
    }

    @Test func `a check that takes too long is given up`() {
        var bench = Bench(gate: Self.gate(Self.check))
        #expect(bench.receive(Self.get) == "check pw")
        #expect(bench.left == bench.limits.response)
        #expect(bench.tell(.deadlinePassed, after: bench.limits.response).hasPrefix("HTTP/1.1 503 "))
        #expect(bench.tell(.checked(true)) == "wait")
    }

    @Test func `a client without access learns nothing about the routes`() {
        let refusal = Self.gate(.refuse(.unauthorized))
        for path in ["/", "/none", "/echo"] {
            var bench = Bench(gate: refusal)
            #expect(bench.receive("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n").hasPrefix("HTTP/1.1 401 "), "\(path)")
        }
        var bench = Bench(gate: refusal)
        #expect(bench.receive("GET /-/open HTTP/1.1\r\nHost: x\r\n\r\n") == Self.framed)
    }

    @Test func `a check in progress is finished during a drain`() {
        var bench = Bench(gate: Self.gate(Self.check))
        #expect(bench.receive(Self.get) == "check pw")
        #expect(bench.tell(.drain) == "wait")
        #expect(bench.tell(.checked(true)).contains("Connection: close"))
    }

    // MARK: - TLS

    @Test func `a handshake has its timeout, and the head after it has its own`() {
        var bench = Bench(speaksTLS: true)
        #expect(bench.state.wait == .handshake)
        #expect(bench.left == bench.limits.handshake)
        #expect(bench.tell(.handshakeDone, after: .seconds(3)) == "wait")
        #expect(bench.left == bench.limits.head)
        #expect(bench.receive(Self.get) == Self.answer)
        var late = Bench(speaksTLS: true)
        #expect(late.tell(.deadlinePassed, after: late.limits.handshake) == "reset tls")
    }

    @Test func `a plain HTTP client is told to use TLS`() {
        var bench = Bench(speaksTLS: true)
        #expect(bench.tell(.plainRequest).hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(bench.tell(.sent) == "end")
    }
}
