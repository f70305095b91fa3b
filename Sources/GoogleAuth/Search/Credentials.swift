/// Credentials that were found, and the tokens that they lead to.
package struct Credentials: Sendable {
    /// Tokens for the API.
    package let tokens: AccessTokens
    /// Where the credentials are, for people: a file and what named it, or the metadata server.
    package let place: String
    /// As whom they act; nil when nobody says it.
    package let principal: @Sendable () async -> String?
    /// The way to a project; it throws while the one to be asked does not answer.
    package typealias Project = @Sendable () async throws(TokenFailure) -> String?
    /// The project that they belong to; nil when nobody says it.
    package let project: Project
    /// What people should know of them, a line each.
    package let warnings: [String]
    /// Ends what is under way; no token comes after that.
    package let stop: @Sendable () -> Void

    /// The kind of the credentials, as in `service_account`.
    package var source: String { tokens.source }
}
