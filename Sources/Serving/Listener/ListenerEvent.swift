/// What a listener tells of its work, for counters.
package enum ListenerEvent: Sendable, Equatable {
    /// Why a connection was refused or cut.
    package enum Refusal: String, Sendable, CaseIterable {
        /// The connections in all were at their limit.
        case limit
        /// The connections of one address were at their limit.
        case perAddress = "per_ip"
        /// A request did not arrive in time.
        case headerTimeout = "header_timeout"
        /// A response was not read in time.
        case writeTimeout = "write_timeout"
        /// A TLS handshake failed or took too long, or the peer spoke TLS where none is spoken.
        case tls
    }

    /// A connection was accepted.
    case connectionOpened
    /// A connection that was opened is closed.
    case connectionClosed
    /// A response with this status began.
    case answered(status: Int)
    /// A connection was refused or cut.
    case refused(Refusal)
}
