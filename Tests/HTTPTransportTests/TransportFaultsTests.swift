import Foundation
import Notation
import TestSupport
import Testing

@testable import HTTPTransport

/// Faults on the way to a server and in its protocols.
@Suite(.timeLimit(.minutes(patientMinutes)))
struct TransportFaultsTests {
    @Test func `a server that accepts no connection ends at the connect timeout`() async throws {
        let full = try FullListener()
        var request = TransportRequest(url: "http://127.0.0.1:\(full.port)/")
        request.limits.connect = .milliseconds(50)
        let error = try #require(await failure(makeTransport(), request))
        #expect(error.kind == .timeout && !error.requestMayHaveBeenSent, "\(error)")
        #expect(TransportLimits().connect <= .seconds(10))
    }

    @Test func `an unreachable network is a failure to connect`() async throws {
        // A broadcast address accepts no connection, whatever the machine's network is.
        let request = TransportRequest(url: "https://255.255.255.255/")
        let error = try #require(await failure(makeTransport(), request))
        #expect(error.kind == .connect && !error.requestMayHaveBeenSent, "\(error)")
    }

    /// The part of the handshake before the reset, and the expected message.
    @Test(
        arguments: [
            (0, []), (1, []), (200, []), (200, [0x16, 0x03, 0x03, 0x00]), (200, Array("HTTP/1.1 400\r\n\r\n".utf8)),
            (200, [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]),
        ] as [(Int, [UInt8])])
    func `a handshake that is reset at any step is a TLS failure`(read: Int, said: [UInt8]) async throws {
        let server = try ScriptedServer { connection in
            if read > 0 { _ = connection.read(read) }
            connection.send(said)
            connection.reset()
        }
        let request = TransportRequest(url: "https://127.0.0.1:\(server.port)/")
        let error = try #require(await failure(makeTransport(), request))
        // A connection that is reset before libcurl looks at it was never made.
        let kinds: [TransportError.Kind] = read == 0 ? [.tls, .reset, .connect] : [.tls, .reset]
        #expect(kinds.contains(error.kind) && !error.requestMayHaveBeenSent, "\(error)")
    }

    @Test(arguments: [("20200101000000Z", "20200102000000Z"), ("20980101000000Z", "20990101000000Z")])
    func `an expired or future certificate is refused`(start: String, end: String) async throws {
        let server = try TLSServer(validFrom: start, to: end)
        let transport = try makeTransport(["CURL_CA_BUNDLE": server.certificate])
        let error = try #require(await failure(transport, TransportRequest(url: server.url)))
        #expect(error.kind == .certificate && !error.requestMayHaveBeenSent, "\(error)")
        #expect(error.message.contains(start.hasPrefix("2020") ? "expired" : "not yet valid"), "\(error)")
    }

    @Test func `bytes after a body are not taken for the next answer`() async throws {
        let server = try ScriptedServer { connection in
            while connection.readHead() != nil { connection.send(answer(body: "{}") + Array("canary".utf8)) }
        }
        let transport = try makeTransport()
        for _ in 0..<3 {
            #expect(try await transport.send(TransportRequest(url: server.url)).body == Array("{}".utf8))
        }
        #expect(server.seen.accepted == 3)
    }

    @Test(arguments: [
        "Content-Length: 1\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 9",
    ])
    func `chunked encoding wins over a length`(fields: String) async throws {
        let server = try ScriptedServer.answering("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
        let transport = try makeTransport()
        for _ in 0..<2 {
            #expect(try await transport.send(TransportRequest(url: server.url)).body == Array("{}".utf8))
        }
    }

    @Test(arguments: ["2;a=b", "2;\(String(repeating: "x", count: 1 << 20))", "02", "2 "])
    func `chunk extensions are ignored`(size: String) async throws {
        let text =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\n{}\r\n0\r\nX-Trailer: canary\r\n\r\n"
        let server = try ScriptedServer.answering(text)
        let response = try await makeTransport().send(TransportRequest(url: server.url))
        #expect(response.body == Array("{}".utf8) && response.headers["X-Trailer"] == nil)
    }

    @Test(arguments: ["Alt-Svc: h2=\"127.0.0.1:1\"; ma=99999", "Strict-Transport-Security: max-age=99999"])
    func `a server's request for another route next time is ignored`(field: String) async throws {
        let server = try ScriptedServer.answering(answer("200 OK", field, body: "{}"))
        let transport = try makeTransport()
        for _ in 0..<2 {
            #expect(try await transport.send(TransportRequest(url: server.url)).status == 200)
        }
        #expect(server.seen.heads.count == 2)
    }

    /// The fault, and whether libcurl itself resends the request, as it may if the server has not begun to process it.
    @Test(
        arguments: [
            ("none", nil), ("goaway", nil), ("refused", nil), ("goaway unanswered", .reset), ("internal", .reset),
            ("calm", .reset),
            ("reset in the body", .reset), ("cut", .reset), ("garbage", .reset), ("HTTP/1.1", .reset),
            ("stall", .timeout),
        ] as [(String, TransportError.Kind?)])
    func `an HTTP 2 fault ends only its own request`(fault: String, kind: TransportError.Kind?) async throws {
        let server = try TLSServer(http2: fault)
        let transport = try makeTransport(["CURL_CA_BUNDLE": server.certificate])
        var request = TransportRequest(url: server.url)
        if fault == "stall" { request.limits.total = .milliseconds(300) }
        do throws(TransportError) {
            let response = try await transport.send(request)
            #expect(kind == nil && response.body == Array("{}".utf8))
        } catch {
            #expect(error.kind == kind, "\(error)")
        }
        #expect(try await transport.send(TransportRequest(url: server.url)).body == Array("{}".utf8))
    }
}

/// A socket whose connection queue is full, so that the kernel drops new connections.
private final class FullListener {
    private let socket: LoopbackSocket
    private let peers: [Int32]

    init() throws {
        let socket = try LoopbackSocket(queue: 0)
        self.socket = socket
        peers = (0..<8).map { _ in socket.beginConnection() }
    }

    deinit {
        for peer in peers { close(peer) }
        socket.close()
    }

    var port: UInt16 { socket.port }
}
