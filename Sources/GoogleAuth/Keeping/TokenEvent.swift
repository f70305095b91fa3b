/// The result of an attempt to get a new token.
package enum TokenEvent: Sendable, Equatable {
    /// A token was read or fetched. Its expiry is in seconds since 1970; nil if unknown.
    case refreshed(expiry: Int64?)
    /// No token could be read or fetched.
    case failed(TokenFailure)
}
