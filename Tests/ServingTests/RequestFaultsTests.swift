import Foundation
import TestSupport
import Testing

@testable import Serving

/// Requests with unusual content, on a real socket.
@Suite(.timeLimit(.minutes(patientMinutes))) struct RequestFaultsTests {
    /// The listener's answer to a request, read until it closes the connection.
    private func answer(to request: String) throws -> String {
        let running = try RunningListener()
        return try withExtendedLifetime(running) {
            let client = try running.client()
            client.send(request)
            return String(decoding: client.readToEnd().bytes, as: UTF8.self)
        }
    }

    private static let long = String(repeating: "x", count: 10_000)

    /// Fields that ask for unsupported features; none of them changes the answer.
    @Test(arguments: [
        "Upgrade: h2c\r\nConnection: Upgrade\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==",
        "Range: bytes=0-1", "Range: bytes=-1", "If-None-Match: *", "If-Modified-Since: Sun, 06 Nov 2044 08:49:37 GMT",
        "X-Prometheus-Scrape-Timeout-Seconds: 0.001", "X-Prometheus-Scrape-Timeout-Seconds: -1",
        "X-Prometheus-Scrape-Timeout-Seconds: 1e9", "X-Prometheus-Scrape-Timeout-Seconds: abc",
        "X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1;host=evil", "X-Forwarded-Host: evil",
        "Content-Length: 0", "TE: trailers", "Cookie: \(long)",
    ])
    func `extra headers change nothing`(fields: String) throws {
        let running = try RunningListener()
        defer { withExtendedLifetime(running) {} }
        let client = try running.client()
        let plain = client.get("/ok", endsIn: "fine")
        #expect(plain.hasPrefix("HTTP/1.1 200 OK\r\n"))
        client.send("GET /ok HTTP/1.1\r\nHost: x\r\n\(fields)\r\n\r\n")
        func lines(_ answer: String) -> [String] {
            answer.components(separatedBy: "\r\n").filter { !$0.hasPrefix("Date:") }
        }
        #expect(lines(client.read(untilSuffix: "fine")) == lines(plain))
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "FOOBAR"])
    func `methods other than GET and HEAD are refused without an echo`(method: String) throws {
        let answer = try answer(
            to: "\(method) /ok HTTP/1.1\r\nHost: x\r\nX-Canary: c4nary\r\nConnection: close\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 405 ") && answer.contains("\r\nAllow: GET, HEAD, OPTIONS\r\n"))
        #expect(!answer.contains("c4nary"))
    }

    @Test(arguments: [
        "/..%2f..%2fetc/passwd", "//ok", "/./ok", "/ok/", "/OK", "/ok;x", "/%256fk", "/ok%20", "/%2e%2e/ok", "/ok%2f",
    ])
    func `only the exact paths are found`(target: String) throws {
        let answer = try answer(to: "GET \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 404 "))
    }

    @Test(arguments: ["/%6fk", "http://evil/ok", "/ok?collect%5B%5D=x"])
    func `a path is decoded once, and the host that it names does not matter`(target: String) throws {
        let answer = try answer(to: "GET \(target) HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n")
        #expect(answer.hasSuffix("fine"))
    }

    @Test func `a GET with a body is refused`() throws {
        let answer = try answer(to: "GET /ok HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
    }

    @Test func `the listener survives peers that leave at any moment`() throws {
        let running = try RunningListener()
        defer { withExtendedLifetime(running) {} }
        let request = "GET /big HTTP/1.1\r\nHost: x\r\n\r\n"
        for sent in ["", "GET /b", request, request + request] {
            for taken in [0, 1, 100_000] where taken == 0 || sent.hasPrefix(request) {
                let client = try running.client()
                client.send(sent)
                if taken > 0 { _ = client.read(upTo: taken) }
            }
        }
        let client = try running.client()
        #expect(client.get("/ok", endsIn: "fine").hasPrefix("HTTP/1.1 200 "))
    }

    @Test func `the listener survives thousands of connections that come and go`() throws {
        let running = try RunningListener()
        defer { withExtendedLifetime(running) {} }
        for _ in 0..<5_000 { _ = try running.client() }
        #expect(try running.client().get("/ok", endsIn: "fine").hasPrefix("HTTP/1.1 200 "))
    }
}
