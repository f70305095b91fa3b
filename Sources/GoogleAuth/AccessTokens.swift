/// Where access tokens come from.
public struct AccessTokens: Sendable {
    /// The kind of the source, as in `access_token_file`: the label of the token metrics.
    public var source: String
    /// A token to use now; with a token that the API refused, another one if there is any.
    public var token: @Sendable (_ refused: Secret?) async throws(TokenFailure) -> Secret

    /// A source of tokens.
    public init(
        source: String, token: @escaping @Sendable (_ refused: Secret?) async throws(TokenFailure) -> Secret
    ) {
        self.source = source
        self.token = token
    }
}

/// Why there is no token.
public struct TokenFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What failed, where and why, in one line; never a part of a token.
    public let description: String

    /// A failure in words for people.
    public init(_ description: String) { self.description = description }
}

/// What became of an attempt to have a new token.
public enum TokenEvent: Sendable {
    /// A token was read or fetched.
    case refreshed
    /// None could be had.
    case failed
}
