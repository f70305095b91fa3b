package import Notation

/// A whole answer: a transfer that was cut, stalled or too large is an error instead.
package struct TransportResponse: Sendable {
    /// The status code, 200 to 599; redirects are answers like any other.
    package var status: Int
    /// The header fields of the answer, without those of interim answers and trailers.
    package var headers: HTTPHeaders
    /// The body, decompressed, with its checksum and length verified; empty when that failed and the status is no success.
    package var body: [UInt8]
    /// The size of the body as it was transferred, in bytes: compressed, where the server does that.
    package var transferredBytes: Int
    /// The time from the start of the transfer to its end.
    package var duration: Duration

    /// Makes an answer, as stand-ins of a transport do.
    package init(
        status: Int, headers: HTTPHeaders = [:], body: [UInt8] = [], transferredBytes: Int = 0,
        duration: Duration = .zero
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.transferredBytes = transferredBytes
        self.duration = duration
    }
}
