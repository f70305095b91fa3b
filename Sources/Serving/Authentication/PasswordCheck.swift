/// A password and the hash to check it against.
struct PasswordCheck: Sendable {
    var password: [UInt8]
    var hash: BcryptHash
    /// False for an unknown user, whose check runs only to take the same time.
    var isKnown: Bool
    /// What to remember if the password is right.
    var entry: [UInt8]
}
