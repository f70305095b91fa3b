/// Why there is no token.
package struct TokenFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whether something was refused or nobody answered.
    package enum Kind: Sendable {
        /// A server refused, or the token or its source cannot be used.
        case refused
        /// No server answered.
        case unreachable
    }

    /// What failed, where and why, in one line, without any part of a token.
    package let description: String
    /// Whether something was refused or nobody answered.
    package let kind: Kind

    /// Creates a failure with a message.
    package init(_ description: String, _ kind: Kind = .refused) {
        self.description = description
        self.kind = kind
    }
}
