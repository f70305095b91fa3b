internal import System

/// Passwords that bcrypt has confirmed, so that a scraper's password is not hashed on every scrape.
///
/// Only correct passwords are kept, so guesses can neither fill it nor push anything out. An entry is a keyed digest
/// of the user, the hash and the password, each with its length, so that no other three give the same entry. The key
/// never leaves the process.
struct VerifiedPasswords {
    private let key: [UInt8]
    private var entries: Set<[UInt8]> = []
    private var order: [[UInt8]] = []

    /// The most entries kept.
    static let limit = 256

    init(key: [UInt8] = Digest.randomBytes(32)) { self.key = key }

    /// The entry for a user's password under a hash.
    func entry(user: String, hash: BcryptHash, password: [UInt8]) -> [UInt8] {
        var message: [UInt8] = []
        for part in [Array(user.utf8), Array(hash.text.utf8), password] {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { message += $0 }
            message += part
        }
        return Digest.hmac(message, key: key)
    }

    func contains(_ entry: [UInt8]) -> Bool { entries.contains(entry) }

    /// Remembers an entry, replacing the oldest when full.
    mutating func insert(_ entry: [UInt8]) {
        guard entries.insert(entry).inserted else { return }
        order.append(entry)
        if order.count > Self.limit { entries.remove(order.removeFirst()) }
    }

    mutating func removeAll() {
        entries = []
        order = []
    }
}
