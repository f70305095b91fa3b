/// Why a text is not a valid bcrypt hash.
struct BcryptProblem: Error, Equatable {
    var reason: String
}
