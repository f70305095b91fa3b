/// An event that a listener reports, for counters.
package enum ListenerEvent: Sendable, Equatable {
    /// Why a connection was refused or cut.
    package enum Refusal: String, Sendable, CaseIterable {
        /// The limit on all connections was reached.
        case limit
        /// The limit on connections from one address was reached.
        case perAddress = "per_ip"
        /// A request did not arrive in time.
        case headerTimeout = "header_timeout"
        /// A response was not read in time.
        case writeTimeout = "write_timeout"
        /// A TLS handshake failed or took too long, or the peer spoke TLS to a plain listener.
        case tls
    }

    case connectionOpened
    /// An accepted connection was closed.
    case connectionClosed
    /// A response with this status has started.
    case answered(status: Int)
    case refused(Refusal)
}
