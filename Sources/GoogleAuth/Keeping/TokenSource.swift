/// Fetches access tokens, possibly over a network, without keeping them.
protocol TokenSource: Sendable {
    /// Fetches a new token.
    func fetch(_ scope: Scope) async throws(TokenFailure) -> FetchedToken
}
