package import Notation

/// How fetching access tokens went; nil when the endpoint needs no token.
package struct TokenStatistics: Sendable, Equatable {
    /// The source of the tokens, such as `access_token_file`.
    package var source: String
    /// Tokens fetched.
    package var refreshes = 0
    /// Failed attempts to fetch a token.
    package var failures = 0
    /// When the current token expires; nil when unknown.
    package var expiry: Timestamp?

    /// Creates the statistics of a source before its first fetch.
    package init(source: String) { self.source = source }
}
