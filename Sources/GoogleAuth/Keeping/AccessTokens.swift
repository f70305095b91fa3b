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

/// Why there is no token.
package struct TokenFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whose fault it is.
    package enum Kind: Sendable {
        /// Somebody refused, or what is there cannot be used.
        case refused
        /// Nobody answered.
        case unreachable
    }

    /// What failed, where and why, in one line; never a part of a token.
    package let description: String
    /// Whose fault it is.
    package let kind: Kind

    /// A failure in words for people.
    package init(_ description: String, _ kind: Kind = .refused) {
        self.description = description
        self.kind = kind
    }
}

/// What became of an attempt to have a new token.
package enum TokenEvent: Sendable, Equatable {
    /// A token was read or fetched; it expires at that time, in seconds since 1970, where that is known.
    case refreshed(expiry: Int64?)
    /// None could be had.
    case failed(TokenFailure)
}
