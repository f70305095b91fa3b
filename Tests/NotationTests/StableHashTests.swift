import Testing

@testable import Notation

@Suite struct StableHashTests {
    @Test(
        arguments: [
            ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
        ] as [(String, UInt64)])
    func `the hash is FNV-1a of the bytes`(text: String, hash: UInt64) {
        #expect(StableHash.of(text) == hash)
    }

    @Test func `a digest depends on where one text ends and the next begins`() {
        func digest(_ texts: String...) -> UInt128 {
            var digest = StableDigest()
            for text in texts { digest.add(text) }
            return digest.value
        }
        #expect(digest() == 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D)
        #expect(digest("ab", "c") != digest("a", "bc"))
        #expect(digest("a") != digest("a", ""))
    }

    @Test func `a digest can ignore the case of ASCII letters, and of no others`() {
        func digest(_ text: String) -> UInt128 {
            var digest = StableDigest()
            digest.add(text, ignoringCase: true)
            return digest.value
        }
        #expect(digest("0aF@[`{É") == digest("0AF@[`{É"))
        #expect(digest("É") != digest("é"))
        #expect(digest("@") != digest("`"))
        #expect(digest("[") != digest("{"))
    }
}
