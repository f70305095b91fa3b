import Notation
import Testing

@testable import Serving

@Suite struct HeadParserTests {
    /// A request that is refused, and the refusal.
    struct Refused: Sendable, CustomTestStringConvertible {
        var text: String
        var status: Int
        var testDescription: String { String(text.prefix(60)).debugDescription }
    }

    static func parse(_ text: String, limits: ListenerLimits = .init()) -> HeadParser.Progress {
        parse(Array(text.utf8), limits: limits)
    }

    static func parse(_ bytes: [UInt8], limits: ListenerLimits = .init()) -> HeadParser.Progress {
        var parser = HeadParser(limits: limits)
        return parser.parse(bytes)
    }

    static func head(_ text: String) throws -> RequestHead {
        let progress = parse(text)
        guard case .complete(let head, _) = progress else { throw NotComplete(progress: progress) }
        return head
    }

    struct NotComplete: Error { var progress: HeadParser.Progress }

    @Test func `a plain request is read whole, and its length is reported`() throws {
        let text = "GET /metrics?a=b HTTP/1.1\r\nHost: x:1\r\nAccept:  text/plain \r\naccept: */*\r\n\r\n"
        guard case .complete(let head, let length) = Self.parse(text + "GET") else {
            Issue.record("not complete")
            return
        }
        #expect(length == text.utf8.count)
        #expect(head.method == "GET")
        #expect(head.target.path == "/metrics")
        #expect(head.target.query == [QueryItem(name: "a", value: "b")])
        #expect(head.headers["accept"] == "text/plain, */*")
        #expect(head.headers.fields.map(\.name) == ["host", "accept", "accept"])
        #expect(head.keepsAlive)
    }

    @Test func `a request in single bytes reads the same as in one piece`() {
        let text = "\r\nHEAD / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"
        var parser = HeadParser(limits: .init())
        var seen: [UInt8] = []
        for byte in text.utf8.dropLast() {
            seen.append(byte)
            #expect(parser.parse(seen) == .needsMore)
        }
        #expect(parser.parse(seen + [0x0A]) == Self.parse(text))
    }

    static let valid = "GET / HTTP/1.1\r\nHost: x\r\n"

    static let malformed = [
        "GET /metrics\r\n", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1 \r\nHost: x\r\n\r\n",
        " / HTTP/1.1\r\n", "\n", "\r\n\r\nGET / HTTP/1.1\r\n", "GET / HTTP/1.1\nHost: x\n\n", "GET / http/1.1\r\n",
        "GET / HTTP/1.1x\r\n", "GET /a\0b HTTP/1.1\r\n", "GET /a\u{80} HTTP/1.1\r\n", "GET /#f HTTP/1.1\r\n",
        "GET metrics HTTP/1.1\r\n", "GET ftp://a/ HTTP/1.1\r\n", "GET http:///x HTTP/1.1\r\n",
        "GET http://a@b/ HTTP/1.1\r\n", "G(T / HTTP/1.1\r\n", "GET /%0 HTTP/1.1\r\n", "GET /%zz HTTP/1.1\r\n",
        "GET /%00 HTTP/1.1\r\n", "GET /%ff HTTP/1.1\r\n", "GET /?a=%f HTTP/1.1\r\n", "GET /?%00 HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", "GET / HTTP/1.1\r\nHost: [::g]\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", "GET / HTTP/1.0\r\nHost: a b\r\n\r\n", valid + "Host: x\r\n\r\n",
        "GET / HTTP/1.1\rHost: x\r\r", "G\rE", "\r\r", valid + "A: b\rC", valid + "A: b\r\r\n",
        "GET /\ra HTTP/2.1\r\n",
        valid + "no colon\r\n", valid + ": empty\r\n", valid + "a b: c\r\n", valid + "a : c\r\n",
        valid + "\u{80}: c\r\n", valid + "a: b\r\n c\r\n", valid + "a: b\r\n\tc: d\r\n", valid + "a: b\0c\r\n",
        valid + "a: b\u{7}\r\n", valid + "a: b\u{7F}\r\n", valid + "a: b\rc\r\n", valid + "a: b\n",
        valid + "Transfer-Encoding: chunked\r\n\r\n", valid + "Transfer-Encoding : chunked\r\n\r\n",
        valid + "Transfer-Encoding: xchunked\r\n\r\n", valid + "Transfer-Encoding: identity\r\n\r\n",
        valid + "Transfer-Encoding:\r\n\r\n",
    ]

    static let lengths = [
        "-1", "+5", "5, 5", "0x5", "5e0", "", "5 5", "18446744073709551616", String(repeating: "9", count: 400),
        "5\r\nContent-Length: 6", "5\r\nContent-Length: 5", "\u{0665}",
    ]

    @Test(arguments: malformed + lengths.map { valid + "Content-Length: \($0)\r\n\r\n" })
    func `a malformed request is refused with 400`(_ text: String) {
        guard case .refused(let refusal) = Self.parse(text) else {
            Issue.record("not refused: \(text.debugDescription)")
            return
        }
        #expect(refusal.status == 400)
    }

    @Test(arguments: [
        Refused(text: "PRI * HTTP/2.0\r\n", status: 505), Refused(text: "GET / HTTP/1.2\r\n", status: 505),
        Refused(text: "GET / HTTP/3.0\r\n", status: 505), Refused(text: "GET / HTTP/2\r\n", status: 400),
        Refused(text: "CONNECT a:1 HTTP/1.1\r\n", status: 501),
        Refused(text: "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", status: 400),
        Refused(text: valid + "Expect: junk\r\n\r\n", status: 417),
        Refused(text: "GET /" + String(repeating: "a", count: 9000), status: 414),
        Refused(text: "GET /" + String(repeating: "a", count: 9000) + " HTTP/1.1\r\n", status: 414),
        Refused(text: String(repeating: "A", count: 9000), status: 501),
        Refused(text: valid + "a: " + String(repeating: "b", count: 17000), status: 431),
        Refused(text: valid + "a: " + String(repeating: "b", count: 17000) + "\r\n\r\n", status: 431),
        Refused(text: valid + String(repeating: "a: b\r\n", count: 3000), status: 431),
    ])
    func `a well-formed request that is not served has its own status`(_ refused: Refused) {
        guard case .refused(let refusal) = Self.parse(refused.text) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.status == refused.status)
    }

    @Test func `a TLS handshake is recognised by its first byte`() {
        #expect(Self.parse([0x16]) == .tls)
        #expect(Self.parse([0x16, 0x03, 0x01, 0x02, 0x00, 0x0A]) == .tls)
    }

    @Test(arguments: [
        "get / HTTP/1.1\r\nHost: x\r\n\r\n", "FOOBAR / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
        "\r\n" + valid + "\r\n", valid + "a:\r\n\r\n", valid + "a: \u{80}\t\"\r\n\r\n",
        valid + "Content-Length: 007\r\n\r\n",
        valid + "Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
        valid + "Expect: 100-Continue\r\n\r\n", "GET http://other:80/a?b HTTP/1.1\r\nHost: x\r\n\r\n",
    ])
    func `a valid request is read`(_ text: String) {
        #expect(throws: Never.self) { try Self.head(text) }
    }

    @Test func `a head may be as long as the limit, but no longer`() {
        var limits = ListenerLimits()
        let text = Self.valid + "\r\n"
        limits.headBytes = text.utf8.count
        guard case .complete = Self.parse(text, limits: limits) else {
            Issue.record("refused at the limit")
            return
        }
        limits.headBytes -= 1
        guard case .refused(let refusal) = Self.parse(text, limits: limits) else {
            Issue.record("taken over the limit")
            return
        }
        #expect(refusal.status == 431)
    }

    @Test func `no truncated or corrupted request traps`() {
        let bytes = Array("POST /a?b=%41&c HTTP/1.1\r\nHost: [::1]:1\r\nContent-Length: 5\r\nExpect: x\r\n\r\n".utf8)
        for index in bytes.indices {
            _ = Self.parse(Array(bytes.prefix(index)))
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[index] = byte
                _ = Self.parse(changed)
            }
        }
    }
}
