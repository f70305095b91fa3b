import Notation
import Testing

@testable import HTTPTransport

struct ResponseHeadTests {
    private func head(_ lines: String...) throws(AnswerDefect) -> ResponseHead {
        var head = ResponseHead()
        for line in lines { try head.take(Array((line + "\r\n").utf8)) }
        return head
    }

    @Test func `fields are found in any case, without surrounding white space`() throws {
        let head = try head("HTTP/1.1 200 OK", "Content-Length: 7", "ETAG:\t\"a b\" ", "Empty:", "")
        #expect(head.headers["content-length"] == "7")
        #expect(head.headers["ETag"] == "\"a b\"")
        #expect(head.headers["empty"] == "")
        #expect(head.declaredLength == 7)
    }

    @Test func `interim answers and trailers leave no fields`() throws {
        let head = try head("HTTP/1.1 103 Hints", "A: 1", "", "HTTP/1.1 200 OK", "B: 2", "", "C: 3")
        #expect(head.headers == ["B": "2"])
    }

    @Test func `the declared length is the length on the wire`() throws {
        let head = try head("HTTP/2 200", "content-encoding: GZIP", "content-length: 7")
        #expect(head.declaredLength == 7)
        #expect(head.isCompressed)
    }

    @Test(arguments: [
        "HTTP/1.1 101 Switching", "no field", ": value", "X\0: y", "Content-Encoding: br", "Content-Encoding: x-gzip",
        "Content-Encoding: gzip, gzip", "Content-Encoding:", "Content-Length: 2x", "Content-Length: +2",
        "Content-Length: -2", "Content-Length: 2, 2", "Content-Length: 0x2", "Content-Length:",
    ])
    func `a line that violates the protocol is refused`(line: String) {
        let refusal = #expect(throws: AnswerDefect.self) { try head("HTTP/1.1 200 OK", line) }
        guard case .protocolViolation = refusal else {
            Issue.record("refused as \(String(describing: refusal))")
            return
        }
    }

    @Test func `repeated lengths must be equal`() throws {
        #expect(try head("HTTP/1.1 200 OK", "Content-Length: 7", "Content-Length: 7").declaredLength == 7)
        #expect(throws: AnswerDefect.self) { try head("HTTP/1.1 200 OK", "Content-Length: 7", "Content-Length: 8") }
    }

    @Test(arguments: [
        ("Content-Length: 7", true), ("Transfer-Encoding: Chunked", true), ("Connection: close", false),
    ])
    func `a length or chunked encoding marks the end of a body`(line: String, expected: Bool) throws {
        #expect(try head("HTTP/1.1 200 OK", line).marksEnd == expected)
    }

    @Test func `heads are bounded, including interim ones`() throws {
        var head = ResponseHead()
        let line = Array(("X: " + String(repeating: "x", count: 1019) + "\r\n").utf8)
        for _ in 0..<64 { try head.take(line) }
        #expect(throws: AnswerDefect.self) { try head.take(Array("HTTP/1.1 200 OK\r\n".utf8)) }
    }
}
