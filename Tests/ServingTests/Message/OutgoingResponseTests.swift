import Notation
import Testing

@testable import Serving

@Suite struct OutgoingResponseTests {
    /// Everything that would be sent, `step` bytes at a time.
    static func drained(_ outgoing: OutgoingResponse, by step: Int = .max) -> String {
        var outgoing = outgoing
        var bytes: [UInt8] = []
        while !outgoing.isSent {
            let next = Array(outgoing.window.joined().prefix(step))
            bytes += next
            outgoing.advance(by: next.count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static let chunks = ["ab", "", "cde", "f"]
    static let body = HTTPBody(count: 6, chunkCount: 4) { Array(chunks[$0].utf8) }

    @Test(arguments: [1, 2, 3, 7, 1000]) func `a response is the same whatever the size of its steps`(_ step: Int) {
        let response = HTTPResponse(headers: ["Content-Type": "text/plain"], body: Self.body)
        let outgoing = OutgoingResponse(response, withoutBody: false, persistence: .keep)
        #expect(
            Self.drained(outgoing, by: step)
                == "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nabcdef")
    }

    @Test func `a HEAD has the length but not the body`() {
        let outgoing = OutgoingResponse(HTTPResponse(body: Self.body), withoutBody: true, persistence: .close)
        #expect(Self.drained(outgoing) == "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n")
    }

    @Test func `a response that ends early keeps its declared length`() {
        let response = HTTPResponse(body: Self.body, ending: .cut(afterBytes: 3))
        let outgoing = OutgoingResponse(response, withoutBody: false, persistence: .keepAndSayIt)
        #expect(
            Self.drained(outgoing) == "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: keep-alive\r\n\r\nabc")
    }

    @Test func `a header can neither break its line nor repeat one of ours`() {
        let headers: HTTPHeaders = ["X-A": "b\r\nSet-Cookie: c", "content-length": "9", "Connection": "x"]
        let response = HTTPResponse(status: 299, headers: headers, body: HTTPBody(""))
        let outgoing = OutgoingResponse(response, withoutBody: false, persistence: .keep)
        #expect(
            Self.drained(outgoing) == "HTTP/1.1 299 Status\r\nX-A: b  Set-Cookie: c\r\nContent-Length: 0\r\n\r\n")
    }

    @Test func `chunks beyond the declared length are not sent, and missing ones are reported`() {
        let long = HTTPResponse(body: HTTPBody(count: 4, chunkCount: 4) { Array(Self.chunks[$0].utf8) })
        let outgoing = OutgoingResponse(long, withoutBody: false, persistence: .keep)
        #expect(Self.drained(outgoing).hasSuffix("\r\n\r\nabcd"))
        #expect(!outgoing.fellShort)
        let short = HTTPResponse(body: HTTPBody(count: 7, chunkCount: 4) { Array(Self.chunks[$0].utf8) })
        #expect(OutgoingResponse(short, withoutBody: false, persistence: .keep).fellShort)
    }

    @Test func `only a window of a large body is kept in memory`() {
        let body = HTTPBody(count: 1 << 30, chunkCount: 1 << 10) { _ in [UInt8](repeating: 0, count: 1 << 20) }
        let outgoing = OutgoingResponse(HTTPResponse(body: body), withoutBody: false, persistence: .keep)
        #expect(outgoing.window.count == 2)
    }
}
