import Notation
import Testing

@testable import System

@Suite struct DigestTests {
    @Test func `digests match the standards' test vectors`() {
        // FIPS 180-2, appendix B.1.
        #expect(
            Hexadecimal.text(Digest.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        // RFC 4231, test case 2.
        #expect(
            Hexadecimal.text(Digest.hmac(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func `random bytes differ`() { #expect(Digest.randomBytes(32) != Digest.randomBytes(32)) }

    @Test func `wiped bytes are gone`() {
        var bytes: [UInt8] = [1, 2, 3]
        bytes.wipe()
        #expect(bytes == [0, 0, 0])
    }
}
