/// What became of an attempt to have a new token.
package enum TokenEvent: Sendable, Equatable {
    /// A token was read or fetched; it expires at that time, in seconds since 1970, where that is known.
    case refreshed(expiry: Int64?)
    /// None could be had.
    case failed(TokenFailure)
}
