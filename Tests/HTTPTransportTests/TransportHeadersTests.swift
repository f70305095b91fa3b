import Testing

@testable import HTTPTransport

struct TransportHeadersTests {
    @Test func `the first field of a name is found in any case, and all are kept in order`() {
        var headers: TransportHeaders = ["A": "1", "B": "2"]
        headers.append("a", "3")
        #expect(headers["a"] == "1")
        #expect(headers["c"] == nil)
        #expect(headers.fields.map(\.value) == ["1", "2", "3"])
    }

    @Test(arguments: [
        ("X-Goog-User-Project", "p", true), ("A", "", true), ("A", "tab\tand ü", true), ("", "v", false),
        ("A B", "v", false), ("A:", "v", false), ("Ä", "v", false), ("A", "v\r\nB: w", false), ("A", "v\0", false),
        ("A", "\u{7F}", false),
    ])
    func `a field is sent only if it stays one line`(name: String, value: String, expected: Bool) {
        #expect(TransportHeaders.Field(name: name, value: value).isSendable == expected)
    }
}
