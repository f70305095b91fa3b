/// A listener's limits; each time limit is a total that a trickle of bytes does not extend.
package struct ListenerLimits: Sendable, Equatable {
    /// Open connections in total.
    package var connections = 256
    /// Open connections per peer address, loopback included.
    package var connectionsPerAddress = 64
    /// Bytes of a request's line and header fields together; a larger head is answered with 431.
    package var headBytes = 16 * 1024
    /// Bytes of a request line; a longer one is answered with 414.
    package var requestLineBytes = 8 * 1024
    /// From accepting to the end of the TLS handshake.
    package var handshake: Duration = .seconds(5)
    /// From accepting, or from the first byte of a later request, to the end of the head; the body then gets as long.
    package var head: Duration = .seconds(5)
    /// From the first to the last byte of a response.
    package var response: Duration = .seconds(30)
    /// Between two requests on a connection.
    package var idle: Duration = .seconds(60)
    /// From `stop()` to the reset of every open connection, active or not.
    package var drain: Duration = .seconds(5)
    /// How long to read and drop what a peer still sends after the last response.
    package var linger: Duration = .seconds(1)
    /// How many bytes to read and drop after the last response.
    package var lingerBytes = 256 * 1024

    /// Queued password checks in total.
    package var checks = 64
    /// Queued password checks per peer address.
    package var checksPerAddress = 8

    /// The exporter's limits.
    package init() {}

    /// The same limits, with fewer connections if the process has too few file descriptors.
    package func fitted(toDescriptors descriptors: Int) -> ListenerLimits {
        var limits = self
        limits.connections = min(connections, max(descriptors - Self.otherDescriptors, Self.fewestConnections))
        return limits
    }

    /// Descriptors reserved for polls, files and the listener itself.
    private static let otherDescriptors = 40
    private static let fewestConnections = 8
}
