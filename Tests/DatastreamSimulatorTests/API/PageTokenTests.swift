import Testing

@testable import DatastreamSimulator

struct PageTokenTests {
    @Test func `a page token is valid for its own listing only`() throws {
        let token = PageToken(after: "00ff/é", in: "a/objects")
        #expect(try PageToken(token.text, in: "a/objects").key == "00ff/é")
        #expect(throws: APIFailure.self) { try PageToken(token.text, in: "b/objects") }
    }

    @Test func `a token needs percent-encoding`() {
        let token = PageToken(after: "x", in: "a").text
        #expect(token.contains("+/") && token.hasSuffix("="))
    }

    @Test(arguments: ["x", "=", "+/", "7", "zz+/0000000000000000=", "78+/", "é", "78+/0000000000000000=x"])
    func `garbage is not a token`(text: String) {
        #expect(throws: APIFailure.self) { try PageToken(text, in: "a") }
    }
}
