/// A way to an access token, which may lead over a network; it keeps no token.
protocol TokenSource: Sendable {
    /// Fetches a new token.
    func fetch(_ scope: Scope) async throws(TokenFailure) -> FetchedToken
}
