/// What all routes share: who is let in, and which header fields every response has.
struct Gate: Sendable {
    /// Judges a request by its header fields.
    var admit: @Sendable (HTTPHeaders, ContinuousClock.Instant) -> Admission
    /// The header fields to add to every response.
    var headers: @Sendable () -> [HTTPHeaders.Field]

    /// Lets everyone in.
    static let open = Gate(admit: { _, _ in .pass }, headers: { [] })
}

/// The gate's decision on a request.
enum Admission: Sendable {
    case pass
    case refuse(HTTPResponse)
    /// It depends on a password, which takes time to check.
    case check(PasswordCheck)
}

/// A password and the hash to check it against.
struct PasswordCheck: Sendable {
    var password: [UInt8]
    var hash: BcryptHash
    /// False for an unknown user: the check then only takes its time.
    var isKnown: Bool
    /// What is remembered when the password is right.
    var entry: [UInt8]
}
