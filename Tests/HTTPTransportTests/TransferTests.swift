import Foundation
import HTTPTransport
import Notation
import TestSupport
import Testing

/// One kind of faulty response.
struct BadAnswer: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var kind: TransportError.Kind
    var bytes: [UInt8]
    var resets = false

    init(_ name: String, _ kind: TransportError.Kind, _ bytes: [UInt8], resets: Bool = false) {
        testDescription = name
        self.kind = kind
        self.bytes = bytes
        self.resets = resets
    }

    init(_ name: String, _ kind: TransportError.Kind, _ text: String, resets: Bool = false) {
        self.init(name, kind, Array(text.utf8), resets: resets)
    }

    static let all = [
        BadAnswer("nothing", .reset, ""),
        BadAnswer("a reset before any byte", .reset, "", resets: true),
        BadAnswer("a cut status line", .reset, "HTTP/1"),
        BadAnswer("a cut head", .reset, "HTTP/1.1 200 OK\r\nContent-Le", resets: true),
        BadAnswer("a head that ends early", .reset, "HTTP/1.1 200 OK\r\nContent-Le"),
        BadAnswer("a head that ends before its empty line", .reset, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"),
        BadAnswer("a cut body", .reset, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"),
        BadAnswer("a reset body", .reset, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}", resets: true),
        BadAnswer("a cut chunk", .reset, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n{}"),
        BadAnswer("no last chunk", .reset, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
        BadAnswer(
            "a chunk size that is not a number", .reset,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
        BadAnswer("HTTP/0.9", .protocolViolation, "<html>hello</html>"),
        BadAnswer("no status code", .protocolViolation, "HTTP/1.1 99 What\r\n\r\n"),
        BadAnswer("a status of 600", .protocolViolation, answer("600 What", body: "{}")),
        BadAnswer("a status of 999", .protocolViolation, answer("999 What", body: "{}")),
        BadAnswer("a status of 000", .protocolViolation, answer("000 What", body: "{}")),
        BadAnswer("switched protocols", .protocolViolation, "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"),
        BadAnswer("an upgrade to HTTP/2", .protocolViolation, "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n"),
        BadAnswer(
            "a chunk size beyond 64 bits", .reset,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n"),
        BadAnswer(
            "a chunk size of 64 set bits", .reset,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}\r\n"),
        BadAnswer(
            "a negative chunk size", .reset,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n"),
        BadAnswer(
            "a chunk without its line end", .reset,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}2\r\n{}\r\n0\r\n\r\n"),
        BadAnswer(
            "x-gzip", .protocolViolation, answer("200 OK", "Content-Encoding: x-gzip", body: Packed.whole)),
        BadAnswer("raw deflate", .protocolViolation, answer("200 OK", "Content-Encoding: deflate", body: "x")),
        BadAnswer("zstd", .protocolViolation, answer("200 OK", "Content-Encoding: zstd", body: "x")),
        BadAnswer("a header with a NUL", .protocolViolation, answer("200 OK", "X: a\0b", body: "{}")),
        BadAnswer(
            "one header of a megabyte", .tooLarge, answer("200 OK", "X: " + String(repeating: "x", count: 1 << 20))),
        BadAnswer("two lengths", .protocolViolation, answer("200 OK", "Content-Length: 1", body: "{}")),
        BadAnswer(
            "an encoding that was not requested", .protocolViolation,
            answer("200 OK", "Content-Encoding: br", body: "x")),
        BadAnswer("two layers", .protocolViolation, answer("200 OK", "Content-Encoding: gzip, gzip", body: "x")),
        BadAnswer(
            "two encodings", .protocolViolation,
            answer("200 OK", "Content-Encoding: gzip", "Content-Encoding: gzip", body: "x")),
        BadAnswer(
            "a gzip body that is not gzip", .protocolViolation, answer("200 OK", "Content-Encoding: gzip", body: "{}")),
        BadAnswer("gzip without its trailer", .protocolViolation, gzip(Packed.whole.dropLast(8))),
        BadAnswer("gzip with a cut trailer", .protocolViolation, gzip(Packed.whole.dropLast(1))),
        BadAnswer("gzip with a wrong checksum", .protocolViolation, gzip(Packed.flipped(8))),
        BadAnswer("gzip with a wrong length", .protocolViolation, gzip(Packed.flipped(1))),
        BadAnswer("gzip with a byte after it", .protocolViolation, gzip(Packed.whole + [0])),
        BadAnswer("two gzip members", .protocolViolation, gzip(Packed.whole + Packed.whole)),
        BadAnswer(
            "a compressed transfer encoding", .protocolViolation,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        BadAnswer(
            "a head beyond the limit", .tooLarge, answer("200 OK", "X: " + String(repeating: "x", count: 70_000))),
        BadAnswer(
            "too many lines", .tooLarge,
            answer("200 OK", Array(repeating: "X: y", count: 20_000).joined(separator: "\r\n"))),
        BadAnswer("a length beyond the limit", .tooLarge, "HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n"),
        BadAnswer("a body beyond the limit", .tooLarge, answer(body: String(repeating: " ", count: 100_001))),
        BadAnswer(
            "a gzip bomb", .tooLarge,
            answer("200 OK", "Content-Encoding: gzip", body: bomb)),
    ]

    private static func gzip(_ body: some Sequence<UInt8>) -> [UInt8] {
        answer("200 OK", "Content-Encoding: gzip", body: Array(body))
    }

    /// 200,000 zeros.
    static let bomb = base64(
        "H4sIAAAAAAACA+3BMQEAAADCoPVPbQZ/oAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACA1wB7WOBcQA0DAA=="
    )
}

@Suite(.timeLimit(.minutes(patientMinutes)))
struct TransferTests {
    @Test(arguments: BadAnswer.all)
    func `each bad answer has its own kind of error`(_ bad: BadAnswer) async throws {
        let server = try ScriptedServer { connection in
            guard connection.readHead() != nil else { return }
            connection.send(bad.bytes)
            if bad.resets { connection.reset() }
        }
        var request = TransportRequest(url: server.url)
        request.limits.bodyBytes = 100_000
        let error = try #require(await failure(makeTransport(), request))
        #expect(error.kind == bad.kind, "\(error)")
        #expect(error.requestMayHaveBeenSent)
        #expect(error.message.hasPrefix("127.0.0.1:\(server.port): "))
    }

    @Test func `an answer that never begins ends at the limit for its first byte`() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readHead()
            connection.stall()
        }
        var request = TransportRequest(url: server.url)
        request.limits.firstByte = .milliseconds(50)
        let error = try #require(await failure(makeTransport(), request))
        #expect(error.kind == .timeout)
        #expect(error.message.contains("no answer within"))
        try await server.wait { $0.open == 0 }
    }

    @Test func `an answer that stalls ends at the minimum speed limit`() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readHead()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{")
            connection.stall()
        }
        var request = TransportRequest(url: server.url)
        request.limits.lowSpeedWindow = .seconds(1)
        let error = try #require(await failure(makeTransport(), request))
        #expect(error.kind == .timeout)
        #expect(error.message.contains("too slow"), "\(error)")
    }

    @Test(arguments: [true, false])
    func `a body that ends with the connection is accepted`(
        isEncrypted: Bool
    ) async throws {
        let text = "HTTP/1.1 200 OK\r\n\r\n{}"
        if isEncrypted {
            let server = try TLSServer(answering: Array(text.utf8))
            let transport = try makeTransport(["CURL_CA_BUNDLE": server.certificate])
            #expect(await failure(transport, TransportRequest(url: server.url))?.kind == .reset)
        } else {
            let server = try ScriptedServer { connection in
                if connection.readHead() != nil { connection.send(text) }
            }
            #expect(try await makeTransport().send(TransportRequest(url: server.url)).body == Array("{}".utf8))
        }
    }

    @Test func `an endless trickle ends at the total limit`() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readHead()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            connection.drip(" ")
        }
        var request = TransportRequest(url: server.url)
        request.limits.lowSpeed = 1
        request.limits.lowSpeedWindow = .seconds(1)
        request.limits.total = .milliseconds(1500)
        #expect(await failure(try makeTransport(), request)?.kind == .timeout)
        try await server.wait { $0.open == 0 }
    }

    @Test func `a POST is sent once, even if a kept connection breaks`() async throws {
        // A second request on the connection resets it before the first byte: libcurl would resend it on a new one.
        let server = try ScriptedServer { connection in
            guard let first = connection.readHead() else { return }
            if first.hasPrefix("GET") { connection.send(answer(body: "{}")) } else { connection.reset() }
            guard first.hasPrefix("GET"), connection.readHead() != nil else { return }
            connection.reset()
        }
        let transport = try makeTransport()
        for _ in 0..<3 {
            _ = try await transport.send(TransportRequest(url: server.url))
            let error = await failure(transport, TransportRequest(.post, url: server.url))
            #expect(error?.kind == .reset && error?.requestMayHaveBeenSent == true)
        }
        #expect(server.seen.heads.count { $0.hasPrefix("POST") } == 3)
    }

    @Test func `a refused connection means that nothing was sent`() async throws {
        // Nobody listens on the port, and it stays taken.
        let socket = try LoopbackSocket()
        defer { socket.close() }
        let error = try #require(
            await failure(makeTransport(), TransportRequest(url: "http://127.0.0.1:\(socket.port)/?q=secret")))
        #expect(error.kind == .connect)
        #expect(!error.requestMayHaveBeenSent)
        #expect(!error.message.contains("secret"))
    }

    @Test func `a header that would add a line is refused`() async throws {
        let server = try ScriptedServer.answering(answer(body: "{}"))
        for headers: HTTPHeaders in [["X": "a\r\nY: b"], ["X\n": "a"], ["": "a"], ["X:": "a"], ["X": "a\0"]] {
            let error = await failure(try makeTransport(), TransportRequest(url: server.url, headers: headers))
            #expect(error?.kind == .local)
        }
        #expect(server.seen.accepted == 0)
    }
}
