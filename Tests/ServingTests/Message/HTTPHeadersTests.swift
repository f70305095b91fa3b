import Testing

@testable import Serving

@Suite struct HTTPHeadersTests {
    @Test func `fields keep their order, and repeated ones are joined`() {
        var headers: HTTPHeaders = ["Accept": "a", "X": "1"]
        headers.append(name: "accept", value: "b")
        #expect(headers["ACCEPT"] == "a, b")
        #expect(headers.values(of: "accept") == ["a", "b"])
        #expect(headers.fields.map(\.name) == ["Accept", "X", "accept"])
        #expect(headers["y"] == nil)
    }
}
