import CCrypt
import Glibc
internal import Notation

/// A bcrypt hash: version, cost, salt and checksum in the 60 characters of `crypt(5)`.
package struct BcryptHash: Sendable, Hashable {
    let text: String
    /// The binary logarithm of the number of rounds.
    let cost: Int

    /// The allowed costs: a check above 14 takes a core for over a second.
    static let costs = 4...14
    /// How many bytes of a password bcrypt reads.
    static let passwordLimit = 72

    /// Reads a hash; the error never repeats any part of it.
    init(parsing text: String) throws(BcryptProblem) {
        let bytes = Array(text.utf8)
        guard bytes.count == 60, bytes.prefix(4).last == UInt8(ascii: "$"),
            ["$2a", "$2b", "$2y"].contains(String(decoding: bytes.prefix(3), as: UTF8.self)),
            bytes[6] == UInt8(ascii: "$"), bytes[4...5].allSatisfy(\.isDigit),
            bytes[7...].allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") })
        else { throw BcryptProblem(reason: "not a bcrypt hash ($2a$, $2b$ or $2y$)") }
        cost = Int(bytes[4] & 0x0F) * 10 + Int(bytes[5] & 0x0F)
        guard Self.costs.contains(cost) else {
            throw BcryptProblem(reason: "bcrypt cost \(cost) is outside 4 to 14")
        }
        self.text = text
    }

    /// A hash of this cost that no password matches, for checking the passwords of unknown users.
    init(unmatchedOfCost cost: Int) {
        self.cost = min(max(cost, Self.costs.lowerBound), Self.costs.upperBound)
        text = "$2b$\(self.cost < 10 ? "0" : "")\(self.cost)$" + String(repeating: ".", count: 53)
    }

    /// Whether this is the hash of the password; right or wrong, the check takes the same time.
    ///
    /// bcrypt reads only 72 bytes. A password with a NUL matches nothing, since C would read only the part before it.
    func matches(_ password: [UInt8]) -> Bool {
        let read = password.prefix(Self.passwordLimit)
        var phrase = read.map { CChar(bitPattern: $0) } + [0]
        var memory: UnsafeMutableRawPointer?
        var size: Int32 = 0
        defer {
            memset(&phrase, 0, phrase.count)
            if let memory { explicit_bzero(memory, Int(size)) }
            free(memory)
        }
        guard let result = crypt_ra(phrase, text, &memory, &size) else { return false }
        let difference = zip(text.utf8, UnsafeBufferPointer(start: result, count: text.utf8.count)).reduce(UInt8(0)) {
            $0 | ($1.0 ^ UInt8(bitPattern: $1.1))
        }
        return difference == 0 && strlen(result) == text.utf8.count && !password.contains(0)
    }
}
