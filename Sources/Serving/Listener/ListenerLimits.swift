/// A listener's limits; every time is a total that no trickle of bytes extends.
package struct ListenerLimits: Sendable, Equatable {
    /// Open connections in all.
    package var connections = 256
    /// Open connections from one peer address, loopback too.
    package var connectionsPerAddress = 64
    /// Bytes of a request's line and header fields together; more is answered with 431.
    package var headBytes = 16 * 1024
    /// Bytes of a request line; more is answered with 414.
    package var requestLineBytes = 8 * 1024
    /// From accepting to the end of the TLS handshake.
    package var handshake: Duration = .seconds(5)
    /// From accepting, or from the first byte of a later request, to the end of the head; then as long for its body.
    package var head: Duration = .seconds(5)
    /// From the first to the last byte of a response.
    package var response: Duration = .seconds(30)
    /// Between two requests of a connection.
    package var idle: Duration = .seconds(60)
    /// From `stop()` to the reset of every open connection, active or not.
    package var drain: Duration = .seconds(5)
    /// How long to read and drop what a peer still sends after the last answer.
    package var linger: Duration = .seconds(1)
    /// How many bytes to read, and drop, after the last answer.
    package var lingerBytes = 256 * 1024

    /// Passwords that wait to be checked.
    package var checks = 64
    /// Passwords from one peer address that wait to be checked.
    package var checksPerAddress = 8

    /// The limits of the exporter.
    package init() {}

    /// The same limits, with fewer connections if the process has too few descriptors for them.
    package func fitted(toDescriptors descriptors: Int) -> ListenerLimits {
        var limits = self
        limits.connections = min(connections, max(descriptors - Self.otherDescriptors, Self.fewestConnections))
        return limits
    }

    /// Descriptors for polls, files and the listener itself.
    private static let otherDescriptors = 40
    private static let fewestConnections = 8
}
