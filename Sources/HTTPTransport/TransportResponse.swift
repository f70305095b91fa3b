package import Notation

/// A complete response.
///
/// A transfer that was truncated, stalled or too large is an error instead.
package struct TransportResponse: Sendable {
    /// The status code, 200 to 599; redirects are responses like any other.
    package var status: Int
    /// The header fields, without those of interim responses and trailers.
    package var headers: HTTPHeaders
    /// The decompressed body, with its checksum and length verified; empty if that failed and the status is not a
    /// success.
    package var body: [UInt8]
    /// The transferred size of the body in bytes: the compressed size if the server compressed it.
    package var transferredBytes: Int
    /// The time from the start of the transfer to its end.
    package var duration: Duration

    /// Creates a response, for stand-ins of a transport.
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
