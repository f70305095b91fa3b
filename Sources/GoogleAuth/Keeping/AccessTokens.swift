/// A source of access tokens.
package struct AccessTokens: Sendable {
    /// The kind of source, such as `access_token_file`; a label of the token metrics.
    package var source: String
    /// The project that is billed for the requests and whose quota they use; nil for the caller's own.
    package var quotaProject: String?
    /// A token to use now.
    ///
    /// If the API refused a token, pass it to get another one, if there is one.
    ///
    /// `patience` is the longest time to wait for a token.
    package var token: @Sendable (_ refused: Secret?, _ patience: Duration) async throws(TokenFailure) -> Secret

    /// Creates a source of tokens.
    package init(
        source: String, quotaProject: String? = nil,
        token: @escaping @Sendable (_ refused: Secret?, _ patience: Duration) async throws(TokenFailure) -> Secret
    ) {
        self.source = source
        self.quotaProject = quotaProject
        self.token = token
    }
}
