import Testing

@testable import Notation

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("az09-._~", "az09-._~"), ("a b", "a%20b"), ("a/b+c", "a%2Fb%2Bc"), ("\u{E4}", "%C3%A4"), ("", ""),
        ("%", "%25"),
    ])
    func `all but unreserved characters are encoded`(text: String, encoded: String) {
        #expect(PercentEncoding.encoded(text) == encoded)
    }

    @Test func `a form has a plus for a space, and other places keep their allowed characters`() {
        #expect(PercentEncoding.encoded("a b", space: "+") == "a+b")
        #expect(PercentEncoding.encoded("a/b c", keeping: "/") == "a/b%20c")
    }

    @Test(arguments: [
        (".", "%2E"), ("..", "%2E%2E"), ("...", "..."), ("a:b@c", "a:b@c"), ("a/b?c#d", "a%2Fb%3Fc%23d"),
    ])
    func `an encoded segment stays one segment`(text: String, segment: String) {
        #expect(PercentEncoding.segment(text) == segment)
    }

    @Test(arguments: [("a%20b", "a b"), ("%2e%2E", ".."), ("a+b", "a+b"), ("%2525", "%25"), ("", "")])
    func `escapes are decoded once`(text: String, decoded: String) {
        #expect(PercentEncoding.decoded(text.utf8) == Array(decoded.utf8))
    }

    @Test(arguments: ["%", "%2", "%2g", "%+1", "a%"])
    func `a broken escape is refused`(text: String) { #expect(PercentEncoding.decoded(text.utf8) == nil) }

    @Test func `a plus is decoded as a space on request`() {
        #expect(PercentEncoding.decoded("a+b".utf8, plusIsSpace: true) == Array("a b".utf8))
    }

    @Test func `hexadecimal digits are lower-case and padded`() {
        #expect(Hexadecimal.text([0x00, 0xAB, 0xFF]) == "00abff")
        #expect(Hexadecimal.text(UInt64(0xAB), width: 16) == "00000000000000ab")
        #expect(Hexadecimal.text(UInt64.max, width: 16) == "ffffffffffffffff")
        #expect("09afAF".utf8.map(Hexadecimal.value) == [0, 9, 10, 15, 10, 15])
        #expect("g/:@G`".utf8.map(Hexadecimal.value).allSatisfy { $0 == nil })
    }
}
