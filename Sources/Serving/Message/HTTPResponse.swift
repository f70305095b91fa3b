package import Notation

/// A route's answer, without `Content-Length` and `Connection`, which the listener adds.
package struct HTTPResponse: Sendable {
    /// How a response ends; all cases except `whole` simulate faults.
    package enum Ending: Sendable, Equatable {
        /// After the last byte.
        case whole
        /// With a reset after the head and this many bytes of the body.
        case cut(afterBytes: Int)
        /// With silence after the head and this many bytes of the body, until the deadline or until the peer leaves.
        case stalled(afterBytes: Int)
    }

    package var status: Int
    /// The header fields; line breaks in their values are sent as spaces.
    package var headers: HTTPHeaders
    /// The body; the answer to a HEAD request gives its length but not its bytes.
    package var body: HTTPBody
    /// How long to wait before the first byte; other connections are served in the meantime.
    package var delay: Duration
    package var ending: Ending

    package init(
        status: Int = 200, headers: HTTPHeaders = [:], body: HTTPBody = HTTPBody([]), delay: Duration = .zero,
        ending: Ending = .whole
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.delay = delay
        self.ending = ending
    }

    /// A short plain-text answer; a newline is appended.
    static func text(_ status: Int, _ text: String, headers: HTTPHeaders = [:]) -> HTTPResponse {
        var headers = headers
        headers.append("Content-Type", "text/plain; charset=utf-8")
        headers.append("X-Content-Type-Options", "nosniff")
        return HTTPResponse(status: status, headers: headers, body: HTTPBody(text + "\n"))
    }
}
