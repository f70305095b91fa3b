/// Why a request has no answer.
package struct TransportError: Error, Sendable, Equatable {
    /// What went wrong, for decisions.
    package enum Kind: String, Sendable, CaseIterable {
        /// The URL is malformed, carries credentials, or is plain http to another machine.
        case invalidURL
        /// The name of the host has no address.
        case nameLookup
        /// The host cannot be reached.
        case connect
        /// The TLS handshake failed.
        case tls
        /// The peer's certificate is not trusted, or is another host's; or the trusted ones cannot be read.
        case certificate
        /// The proxy cannot be reached, or refused.
        case proxy
        /// The connection broke, or the answer was cut short.
        case reset
        /// A limit of time was reached.
        case timeout
        /// The answer exceeds a limit of bytes.
        case tooLarge
        /// The large answers that come in at one time exceed their limit together; a later try may find room.
        case crowded
        /// The answer is not HTTP as we speak it.
        case protocolViolation
        /// The task was cancelled, or the transport shut down.
        case cancelled
        /// This side is at fault: no memory, a header that cannot be sent, an option that libcurl refuses.
        case local
    }

    /// What went wrong, for decisions.
    package var kind: Kind
    /// What went wrong, for people: the host and the reason, never a query, a header or a credential.
    package var message: String
    /// Whether the server may have seen the request; `false` only where it surely has not.
    package var requestMayHaveBeenSent: Bool

    /// Makes an error; by default one from before anything was sent.
    package init(_ kind: Kind, _ message: String, requestMayHaveBeenSent: Bool = false) {
        self.kind = kind
        self.message = message
        self.requestMayHaveBeenSent = requestMayHaveBeenSent
    }
}

extension TransportError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
