/// The gate's decision on a request.
enum Admission: Sendable {
    case pass
    case refuse(HTTPResponse)
    /// It depends on a password, which takes time to check.
    case check(PasswordCheck)
}
