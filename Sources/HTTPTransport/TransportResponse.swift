/// A whole answer: a transfer that was cut, stalled or too large is an error instead.
public struct TransportResponse: Sendable {
    /// The status code, 200 to 599; redirects are answers like any other.
    public var status: Int
    /// The header fields of the answer, without those of interim answers and trailers.
    public var headers: TransportHeaders
    /// The body, decompressed.
    public var body: [UInt8]
    /// The size of the body as it was transferred, in bytes: compressed, where the server does that.
    public var transferredBytes: Int
    /// The time from the start of the transfer to its end.
    public var duration: Duration
}
