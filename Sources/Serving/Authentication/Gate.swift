/// What stands before the routes: who is let in, and what every response says beside its own.
struct Gate: Sendable {
    /// Judges a request by its header fields.
    var admit: @Sendable (HTTPHeaders, ContinuousClock.Instant) -> Admission
    /// The header fields to add to every response.
    var headers: @Sendable () -> [HTTPHeaders.Field]

    /// Lets everyone in.
    static let open = Gate(admit: { _, _ in .pass }, headers: { [] })
}

/// What becomes of a request at the gate.
enum Admission: Sendable {
    case pass
    case refuse(HTTPResponse)
    /// It depends on a password that takes its time to check.
    case check(PasswordCheck)
}

/// A password and the hash that it is held against.
struct PasswordCheck: Sendable {
    var password: [UInt8]
    var hash: BcryptHash
    /// False when the user is unknown: the check is then made for its time only.
    var isKnown: Bool
    /// What is remembered when the password is right.
    var entry: [UInt8]
}
