import Testing

@testable import Serving

@Suite struct VerifiedPasswordsTests {
    private static func hash(_ character: Character) throws -> BcryptHash {
        try BcryptHash(parsing: "$2b$04$" + String(repeating: character, count: 53))
    }

    @Test func `different users, hashes and passwords never share an entry`() throws {
        let verified = VerifiedPasswords(key: [1])
        let hash = try Self.hash("a")
        let entries = try [
            verified.entry(user: "me", hash: hash, password: Array("pw".utf8)),
            verified.entry(user: "mep", hash: hash, password: Array("w".utf8)),
            verified.entry(user: "me", hash: Self.hash("b"), password: Array("pw".utf8)),
            verified.entry(user: "", hash: hash, password: Array("mepw".utf8)),
            // An attacker who knows the hash puts it into a user name, as CVE-2022-46146 did with a colon.
            verified.entry(user: "me:\(hash.text)", hash: hash, password: Array("pw".utf8)),
            verified.entry(user: "me", hash: hash, password: Array("\(hash.text):pw".utf8)),
            VerifiedPasswords(key: [2]).entry(user: "me", hash: hash, password: Array("pw".utf8)),
        ]
        #expect(Set(entries).count == entries.count)
        #expect(entries.allSatisfy { $0.count == 32 })
    }

    @Test func `each process has its own key`() throws {
        let hash = try Self.hash("a")
        let entries = (0..<2).map { _ in VerifiedPasswords().entry(user: "me", hash: hash, password: []) }
        #expect(entries[0] != entries[1])
    }

    @Test func `the oldest entries make room`() {
        var verified = VerifiedPasswords()
        for number in 0...VerifiedPasswords.limit { verified.insert([UInt8(number & 0xFF), UInt8(number >> 8)]) }
        #expect(!verified.contains([0, 0]))
        #expect(verified.contains([1, 0]))
        verified.removeAll()
        #expect(!verified.contains([1, 0]))
    }
}
