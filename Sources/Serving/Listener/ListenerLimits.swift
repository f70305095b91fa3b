/// The bounds within which a listener serves; every time is a total, which no trickle of bytes extends.
public struct ListenerLimits: Sendable, Equatable {
    /// Open connections in all.
    public var connections = 256
    /// Open connections from one peer address, loopback too.
    public var connectionsPerAddress = 64
    /// Bytes of a request's line and header fields together; more is answered with 431.
    public var headBytes = 16 * 1024
    /// Bytes of a request line; more is answered with 414.
    public var requestLineBytes = 8 * 1024
    /// From accepting to the end of the TLS handshake.
    public var handshake: Duration = .seconds(5)
    /// From accepting, or from the first byte of a later request, to the end of the head; then as long for its body.
    public var head: Duration = .seconds(5)
    /// From the first to the last byte of a response.
    public var response: Duration = .seconds(30)
    /// Between two requests of a connection.
    public var idle: Duration = .seconds(60)
    /// From `stop()` to the reset of every connection that is still open, whether it moves or not.
    public var drain: Duration = .seconds(5)
    /// How long to read, and drop, what a peer goes on sending after the last answer.
    public var linger: Duration = .seconds(1)
    /// How many bytes to read, and drop, after the last answer.
    public var lingerBytes = 256 * 1024

    /// Passwords that wait to be checked.
    public var checks = 64
    /// Passwords from one peer address that wait to be checked.
    public var checksPerAddress = 8

    /// The limits of the exporter.
    public init() {}

    /// The same limits with no more connections than so many descriptors leave room for, beside the rest of the process.
    public func fitted(toDescriptors descriptors: Int) -> ListenerLimits {
        var limits = self
        limits.connections = min(connections, max(descriptors - Self.otherDescriptors, Self.fewestConnections))
        return limits
    }

    /// Polls, files and the listener's own.
    private static let otherDescriptors = 40
    private static let fewestConnections = 8
}
