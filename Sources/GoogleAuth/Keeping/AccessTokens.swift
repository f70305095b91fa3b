/// Where access tokens come from.
package struct AccessTokens: Sendable {
    /// The kind of the source, as in `access_token_file`: the label of the token metrics.
    package var source: String
    /// The project that pays for the requests and whose quota they use; nil for the caller's own.
    package var quotaProject: String?
    /// A token to use now; with a token that the API refused, another one if there is any.
    ///
    /// Patience is how long to wait for one at most.
    package var token: @Sendable (_ refused: Secret?, _ patience: Duration) async throws(TokenFailure) -> Secret

    /// A source of tokens.
    package init(
        source: String, quotaProject: String? = nil,
        token: @escaping @Sendable (_ refused: Secret?, _ patience: Duration) async throws(TokenFailure) -> Secret
    ) {
        self.source = source
        self.quotaProject = quotaProject
        self.token = token
    }
}
