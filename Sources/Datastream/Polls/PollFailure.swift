/// Why a poll failed.
public struct PollFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The category, by what a user does about it; one of eight.
    public var reason: Reason
    /// What failed, on what and why, in one line; it never contains a secret or a server's free text.
    public var message: String

    /// Creates a failure from its fields.
    public init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// The label `reason` of `datastream_exporter_poll_failures_total`.
    public enum Reason: String, CaseIterable, Sendable {
        /// No token available, or 401 after one refresh.
        case auth
        /// 403, or a disabled API.
        case permission
        /// 404.
        case notFound = "not_found"
        /// 429, or a 403 for a rate limit.
        case quota
        /// Any other unsuccessful HTTP response.
        case server
        /// Name resolution, connection, TLS, proxy, reset, or a truncated transfer.
        case network
        /// One of the exporter's own deadlines.
        case timeout
        /// A successful response that is not a listing.
        case decode
    }
}
