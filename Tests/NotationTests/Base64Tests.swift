import Testing

@testable import Notation

@Suite struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `base64 follows RFC 4648`(text: String, encoded: String) {
        #expect(Base64.text(Array(text.utf8)) == encoded)
    }

    @Test func `base64url has two characters of its own and no padding`() {
        #expect(Base64.text([0xFB, 0xFF, 0xFE, 0xFF]) == "+//+/w==")
        #expect(Base64.urlText([0xFB, 0xFF, 0xFE, 0xFF]) == "-__-_w")
    }

    @Test(arguments: ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy", "+//+/w=="])
    func `decoding reverses encoding`(text: String) throws {
        #expect(Base64.text(try #require(Base64.decoded(text.utf8))) == text)
    }

    @Test(arguments: ["Z", "Zg", "Zg=", "Zg=a", "Z===", "Zm9v\n", "-__-", "=Zg=", "Zm 9"])
    func `anything else is refused`(text: String) { #expect(Base64.decoded(text.utf8) == nil) }
}
