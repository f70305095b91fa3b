import Testing

@testable import GoogleAuth

@Suite struct DigestTests {
    @Test func `hashes are those of the standards`() {
        // FIPS 180-2, appendix B.1.
        #expect(
            Digest.hexadecimal(Digest.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        // RFC 4231, test case 2.
        #expect(
            Digest.hexadecimal(Digest.hmac(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `base 64 is that of RFC 4648`(text: String, encoded: String) {
        #expect(Base64.text(Array(text.utf8)) == encoded)
    }

    @Test func `base 64 for URLs has two letters of its own and no padding`() {
        #expect(Base64.text([0xFB, 0xFF, 0xFE, 0xFF]) == "+//+/w==")
        #expect(Base64.urlText([0xFB, 0xFF, 0xFE, 0xFF]) == "-__-_w")
    }

    @Test func `bytes that are wiped are gone`() {
        var bytes: [UInt8] = [1, 2, 3]
        bytes.wipe()
        #expect(bytes == [0, 0, 0])
    }
}
