/// Credentials that were found, and their tokens.
package struct Credentials: Sendable {
    /// Tokens for the API.
    package let tokens: AccessTokens
    /// Where the credentials are, for messages: a file and what named it, or the metadata server.
    package let place: String
    /// The identity that they act as; nil if unknown.
    package let principal: @Sendable () async -> String?
    /// Looks up a project; throws while the server to ask does not answer.
    package typealias Project = @Sendable () async throws(TokenFailure) -> String?
    /// The project that they belong to; nil if unknown.
    package let project: Project
    /// Warnings about the credentials, one line each.
    package let warnings: [String]
    /// Cancels the running fetch, and every later one.
    package let stop: @Sendable () -> Void

    /// The kind of credentials, such as `service_account`.
    package var source: String { tokens.source }
}
