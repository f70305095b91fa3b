/// What is wrong with a text that should be a bcrypt hash.
struct BcryptProblem: Error, Equatable {
    var reason: String
}
