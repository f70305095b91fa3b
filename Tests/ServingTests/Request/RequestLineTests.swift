import Testing

@testable import Serving

@Suite struct RequestLineTests {
    @Test(arguments: ["GET", "get", "FOOBAR", "M-SEARCH", "HEAD"])
    func `any token is a method, in its original case`(_ method: String) throws {
        let line = try RequestLine(parsing: Array("\(method) /a?b HTTP/1.0".utf8)[...])
        #expect(line.method == method)
        #expect(line.target == (try RequestTarget(parsing: Array("/a?b".utf8)[...])))
        #expect(line.isVersion10)
    }

    @Test(arguments: ["", " ", "GET", "GET /", "GET / ", "GET / HTTP/1.1 x", "GET\t/ HTTP/1.1", "GET / HTTP/11"])
    func `a line without exactly three words is refused`(_ text: String) {
        #expect { try RequestLine(parsing: Array(text.utf8)[...]) } throws: { ($0 as? RequestRefusal)?.status == 400 }
    }
}
