/// A password and the hash to check it against.
struct PasswordCheck: Sendable {
    var password: [UInt8]
    var hash: BcryptHash
    /// False for an unknown user: the check then only takes its time.
    var isKnown: Bool
    /// What is remembered when the password is right.
    var entry: [UInt8]
}
