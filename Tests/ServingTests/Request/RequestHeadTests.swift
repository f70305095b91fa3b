import Testing

@testable import Serving

@Suite struct RequestHeadTests {
    /// What a version and a `Connection` field mean.
    struct Persistence: Sendable {
        var version: String
        var connection: String
        var keepsAlive: Bool
    }

    @Test(arguments: [
        Persistence(version: "1.1", connection: "", keepsAlive: true),
        Persistence(version: "1.1", connection: "close", keepsAlive: false),
        Persistence(version: "1.1", connection: "Upgrade, CLOSE", keepsAlive: false),
        Persistence(version: "1.1", connection: "keep-alive", keepsAlive: true),
        Persistence(version: "1.0", connection: "", keepsAlive: false),
        Persistence(version: "1.0", connection: "Keep-Alive", keepsAlive: true),
        Persistence(version: "1.0", connection: "keep-alive, close", keepsAlive: false),
    ])
    func `the version and the Connection field decide whether the connection stays open`(_ example: Persistence) throws
    {
        let text = "GET / HTTP/\(example.version)\r\nHost: x\r\nConnection: \(example.connection)\r\n\r\n"
        let head = try HeadParserTests.head(text)
        #expect(head.keepsAlive == example.keepsAlive)
        #expect(head.isVersion10 == (example.version == "1.0"))
    }

    @Test func `a length is read, and an expectation only from HTTP 1-1 on`() throws {
        let fields = "Host: x\r\nContent-Length: 42\r\nExpect: 100-continue\r\n\r\n"
        let head = try HeadParserTests.head("POST / HTTP/1.1\r\n" + fields)
        #expect(head.contentLength == 42)
        #expect(head.expectsContinue)
        #expect(try !HeadParserTests.head("POST / HTTP/1.0\r\n" + fields).expectsContinue)
    }
}
