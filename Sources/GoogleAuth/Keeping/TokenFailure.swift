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
