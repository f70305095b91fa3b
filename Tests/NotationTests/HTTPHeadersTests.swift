import Testing

@testable import Notation

@Suite struct HTTPHeadersTests {
    @Test func `fields keep their order, and repeated ones are joined`() {
        var headers: HTTPHeaders = ["Accept": "a", "X": "1"]
        headers.append("accept", "b")
        #expect(headers["ACCEPT"] == "a, b")
        #expect(headers.values(of: "accept") == ["a", "b"])
        #expect(headers.fields.map(\.name) == ["Accept", "X", "accept"])
        #expect(headers["y"] == nil)
    }

    @Test(arguments: [
        ("X-Goog-User-Project", "p", true), ("A", "", true), ("A", "tab\tand ü", true), ("", "v", false),
        ("A B", "v", false), ("A:", "v", false), ("Ä", "v", false), ("A", "v\r\nB: w", false), ("A", "v\0", false),
        ("A", "\u{7F}", false),
    ])
    func `a field is sent only if it stays one line`(name: String, value: String, expected: Bool) {
        #expect(HTTPHeaders.Field(name: name, value: value).isSendable == expected)
    }
}
