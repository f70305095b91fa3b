import TestSupport
import Testing

@testable import Serving

@Suite struct BcryptHashTests {

    private func hash(_ password: String) throws -> BcryptHash {
        let made = try output(of: ["python3", "-W", "ignore", "-c", Self.script, password])
        return try BcryptHash(parsing: made.text.split(separator: "\n").joined())
    }

    private static let script = """
        import crypt, sys
        print(crypt.crypt(sys.argv[1], crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16)))
        """

    @Test(arguments: ["pw", "", "Grüße", String(repeating: "x", count: 72), String(repeating: "x", count: 300)])
    func `a password matches only its own hash`(password: String) throws {
        let hash = try hash(password)
        #expect(hash.matches(Array(password.utf8)))
        #expect(!hash.matches(Array("other".utf8)))
        #expect(!hash.matches(Array(("x" + password).utf8)) || password.utf8.count >= 72)
    }

    @Test func `only the first 72 bytes of a password count`() throws {
        let seventyTwo = String(repeating: "x", count: 72)
        let hash = try hash(seventyTwo)
        #expect(hash.matches(Array((seventyTwo + "more").utf8)))
        #expect(!hash.matches(Array(seventyTwo.utf8.dropLast())))
    }

    @Test func `a password with a NUL does not match its beginning`() throws {
        let hash = try hash("pw")
        #expect(!hash.matches(Array("pw\0x".utf8)))
        #expect(!hash.matches(Array("pw\0".utf8)))
    }

    @Test(arguments: ["$2a$", "$2b$", "$2y$"])
    func `the versions of bcrypt are equivalent`(version: String) throws {
        let hash = try hash("pw")
        let other = try BcryptHash(parsing: version + hash.text.dropFirst(4))
        #expect(other.matches(Array("pw".utf8)))
    }

    @Test(arguments: [4, 5]) func `a decoy matches nothing and costs the same`(cost: Int) throws {
        let decoy = BcryptHash(unmatchedOfCost: cost)
        #expect(try BcryptHash(parsing: decoy.text).cost == cost)
        #expect(!decoy.matches(Array("pw".utf8)))
        // crypt refuses a malformed hash at once; from this one it computes a new hash, with the full work of the cost.
        let script = "import crypt, sys; print(crypt.crypt('pw', sys.argv[1]))"
        let hashed = try output(of: ["python3", "-W", "ignore", "-c", script, decoy.text]).text
        #expect(hashed.prefix(29) == decoy.text.prefix(29) && hashed.dropLast() != decoy.text)
    }
}
