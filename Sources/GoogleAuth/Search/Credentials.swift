/// Credentials that were found, and the tokens that they lead to.
public struct Credentials: Sendable {
    /// Tokens for the API.
    public let tokens: AccessTokens
    /// Where the credentials are, for people: a file and what named it, or the metadata server.
    public let place: String
    /// As whom they act; nil when nobody says it.
    public let principal: @Sendable () async -> String?
    /// The way to a project; it throws while the one to be asked does not answer.
    public typealias Project = @Sendable () async throws(TokenFailure) -> String?
    /// The project that they belong to; nil when nobody says it.
    public let project: Project
    /// What people should know of them, a line each.
    public let warnings: [String]
    /// Ends what is under way; no token comes after that.
    public let stop: @Sendable () -> Void

    /// The kind of the credentials, as in `service_account`.
    public var source: String { tokens.source }
}
