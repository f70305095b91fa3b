/// Where access tokens come from.
public struct AccessTokens: Sendable {
    /// The kind of the source, as in `access_token_file`: the label of the token metrics.
    public var source: String
    /// The project that pays for the requests and whose quota they use; nil for the caller's own.
    public var quotaProject: String?
    /// A token to use now; with a token that the API refused, another one if there is any.
    ///
    /// Patience is how long to wait for one at most.
    public var token: @Sendable (_ refused: Secret?, _ patience: Duration) async throws(TokenFailure) -> Secret

    /// A source of tokens.
    public init(
        source: String, quotaProject: String? = nil,
        token: @escaping @Sendable (_ refused: Secret?, _ patience: Duration) async throws(TokenFailure) -> Secret
    ) {
        self.source = source
        self.quotaProject = quotaProject
        self.token = token
    }
}

/// Why there is no token.
public struct TokenFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whose fault it is.
    public enum Kind: Sendable {
        /// Somebody refused, or what is there cannot be used.
        case refused
        /// Nobody answered.
        case unreachable
    }

    /// What failed, where and why, in one line; never a part of a token.
    public let description: String
    /// Whose fault it is.
    public let kind: Kind

    /// A failure in words for people.
    public init(_ description: String, _ kind: Kind = .refused) {
        self.description = description
        self.kind = kind
    }
}

/// What became of an attempt to have a new token.
public enum TokenEvent: Sendable, Equatable {
    /// A token was read or fetched; it expires at that time, in seconds since 1970, where that is known.
    case refreshed(expiry: Int64?)
    /// None could be had.
    case failed(TokenFailure)
}
