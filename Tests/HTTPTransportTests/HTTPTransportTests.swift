import HTTPTransport
import Notation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(patientMinutes)))
struct HTTPTransportTests {
    private let whole = answer("200 OK", "Date: Sun, 06 Nov 1994 08:49:37 GMT", "X-Test:  a b ", body: "{}")

    @Test func `an answer has its status, head, body and sizes`() async throws {
        let server = try ScriptedServer.answering(whole)
        let response = try await makeTransport().send(TransportRequest(url: server.url))
        #expect(response.status == 200)
        #expect(response.headers["x-test"] == "a b")
        #expect(response.body == Array("{}".utf8))
        #expect(response.transferredBytes == 2)
        #expect(response.duration > .zero)
    }

    @Test func `a GET sends its headers, accepts only gzip and names gzip in its user agent`() async throws {
        let server = try ScriptedServer.answering(whole)
        let headers: HTTPHeaders = ["Authorization": "Bearer t", "X-Empty": ""]
        _ = try await makeTransport().send(TransportRequest(url: server.url + "a?b=c", headers: headers))
        let head = try #require(server.seen.heads.first)
        #expect(head.hasPrefix("GET /a?b=c HTTP/1.1\r\n"))
        for line in ["Authorization: Bearer t", "X-Empty:", "Accept-Encoding: gzip", "User-Agent: tests/1 (gzip)"] {
            #expect(head.contains("\r\n\(line)\r\n"))
        }
    }

    @Test func `a POST sends its body at once and is not declared as a form`() async throws {
        let server = try ScriptedServer { connection in
            guard connection.readHead() != nil else { return }
            connection.send(answer(body: connection.read(5)))
        }
        let body = Array("a\0b{}".utf8)
        let response = try await makeTransport().send(TransportRequest(.post, url: server.url, body: body))
        #expect(response.body == body)
        let head = try #require(server.seen.heads.first)
        #expect(head.contains("\r\nContent-Length: 5\r\n"))
        #expect(!head.contains("Expect") && !head.contains("Content-Type"))
    }

    @Test func `an empty POST is a POST`() async throws {
        let server = try ScriptedServer.answering(whole)
        _ = try await makeTransport().send(TransportRequest(.post, url: server.url))
        #expect(server.seen.heads.first?.hasPrefix("POST / HTTP/1.1\r\n") == true)
        #expect(server.seen.heads.first?.contains("\r\nContent-Length: 0\r\n") == true)
    }

    @Test func `a PUT declares its body's length`() async throws {
        let server = try ScriptedServer.answering(whole)
        _ = try await makeTransport().send(TransportRequest(.put, url: server.url))
        #expect(server.seen.heads.first?.hasPrefix("PUT / HTTP/1.1\r\n") == true)
        #expect(server.seen.heads.first?.contains("\r\nContent-Length: 0\r\n") == true)
    }

    @Test func `a gzip body is decompressed`() async throws {
        let packed = base64("H4sIAAAAAAACA6tWKi4pSk3M9U/KSk0uKVayio6t5QIAEpmxJRUAAAA=")
        let server = try ScriptedServer.answering(answer("200 OK", "Content-Encoding: gzip", body: packed))
        let response = try await makeTransport().send(TransportRequest(url: server.url))
        #expect(response.body == Array("{\"streamObjects\":[]}\n".utf8))
        #expect(response.transferredBytes == packed.count)
    }

    @Test func `an error with a broken gzip body keeps its status`() async throws {
        let server = try ScriptedServer.answering(
            answer("429 Too Many Requests", "Content-Encoding: gzip", "Retry-After: 7", body: Packed.flipped(8)))
        let response = try await makeTransport().send(TransportRequest(url: server.url))
        #expect(response.status == 429)
        #expect(response.body.isEmpty)
        #expect(response.retryAfter(now: 0) == .seconds(7))
    }

    @Test func `an error status is an answer too`() async throws {
        let server = try ScriptedServer.answering(answer("503 Unavailable", "Retry-After: 7", body: "busy"))
        let response = try await makeTransport().send(TransportRequest(url: server.url))
        #expect(response.status == 503)
        #expect(response.retryAfter(now: 0) == .seconds(7))
        #expect(response.body == Array("busy".utf8))
    }

    @Test(arguments: [301, 302, 303, 307, 308], ["%", "file:///etc/passwd", "http://169.254.169.254/", "//%", "/"])
    func `a redirect is not followed`(status: Int, location: String) async throws {
        let other = try ScriptedServer.answering(whole)
        let target = location.replacing("//%", with: "//127.0.0.1:\(other.port)/").replacing("%", with: other.url)
        let server = try ScriptedServer.answering(answer("\(status) Moved", "Location: \(target)"))
        let request = TransportRequest(url: server.url, headers: ["Authorization": "Bearer canary"])
        #expect(try await makeTransport().send(request).status == status)
        #expect(other.seen.accepted == 0 && server.seen.heads.count == 1)
    }

    @Test func `an interim answer is not the final answer`() async throws {
        let server = try ScriptedServer.answering(Array("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".utf8) + whole)
        let response = try await makeTransport().send(TransportRequest(url: server.url))
        #expect(response.status == 200)
        #expect(response.headers["Link"] == nil)
    }

    @Test func `a thousand requests in a row use one connection`() async throws {
        let server = try ScriptedServer.answering(whole)
        let transport = try makeTransport()
        for _ in 0..<1000 {
            #expect(try await transport.send(TransportRequest(url: server.url)).status == 200)
        }
        #expect(server.seen.accepted == 1)
        transport.shutdown()
        try await server.wait { $0.open == 0 }
    }

    @Test func `a hundred concurrent requests share the allowed connections`() async throws {
        let server = try ScriptedServer.answering(whole)
        let transport = try makeTransport(connections: 4)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 {
                group.addTask { try await transport.send(TransportRequest(url: server.url)).status }
            }
            for try await status in group { #expect(status == 200) }
        }
        #expect(server.seen.heads.count == 100)
        #expect(server.seen.accepted <= 4)
    }

    @Test func `a kept connection that the server closed is silently replaced`() async throws {
        let whole = whole
        let server = try ScriptedServer { connection in
            if connection.readHead() != nil { connection.send(whole) }
        }
        let transport = try makeTransport()
        for count in 1...5 {
            #expect(try await transport.send(TransportRequest(url: server.url)).status == 200)
            try await server.wait { $0.accepted == count && $0.open == 0 }
        }
    }
}
