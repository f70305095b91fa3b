/// Why a request got no response.
package struct TransportError: Error, Sendable, Equatable {
    /// What went wrong, for program logic.
    package enum Kind: String, Sendable, CaseIterable {
        /// The URL is malformed, carries credentials, or is plain http to another machine.
        case invalidURL
        /// The host's name does not resolve to an address.
        case nameLookup
        /// The host cannot be reached.
        case connect
        /// The TLS handshake failed.
        case tls
        /// The peer's certificate is untrusted or for another host, or the trusted certificates cannot be read.
        case certificate
        /// The proxy cannot be reached, or it refused.
        case proxy
        /// The connection broke, or the response was truncated.
        case reset
        /// A time limit was reached.
        case timeout
        /// The response exceeds a size limit.
        case tooLarge
        /// The large responses arriving at the same time exceed their shared limit; a later attempt may succeed.
        case crowded
        /// The response is not HTTP as the transport supports it.
        case protocolViolation
        /// The task was cancelled, or the transport was shut down.
        case cancelled
        /// A local error: no memory, a header that cannot be sent, or an option that libcurl rejects.
        case local
    }

    /// What went wrong, for program logic.
    package var kind: Kind
    /// The message for people: the host and the reason, never a query, a header or a credential.
    package var message: String
    /// Whether the server may have seen the request; `false` only if it certainly has not.
    package var requestMayHaveBeenSent: Bool

    /// Creates an error; by default one that occurred before anything was sent.
    package init(_ kind: Kind, _ message: String, requestMayHaveBeenSent: Bool = false) {
        self.kind = kind
        self.message = message
        self.requestMayHaveBeenSent = requestMayHaveBeenSent
    }
}

extension TransportError: CustomStringConvertible {
    package var description: String { message }
}
