package import Notation

/// An error response of the API, in any of the formats that Google's servers use.
public struct APIError: Hashable, Sendable {
    /// The HTTP status and the parsed body.
    package var refusal: Refusal
    /// The quota project of the request; nil for the caller's own project.
    package var quotaProject: String?
    /// How long the server asks to wait.
    public var retryDelay: Duration?

    /// Creates an error from its fields.
    public init(
        httpStatus: Int, status: String = "", message: String = "", reason: String = "", retryDelay: Duration? = nil
    ) {
        refusal = Refusal(httpStatus: httpStatus)
        refusal.status = status
        refusal.message = message
        refusal.reason = reason
        self.retryDelay = retryDelay
    }

    /// The HTTP status of the response.
    public var httpStatus: Int { refusal.httpStatus }
    /// The canonical name, such as `PERMISSION_DENIED`; empty when the body has none.
    public var status: String { refusal.status }
    /// The server's message; empty when the body has none.
    public var message: String { refusal.message }
    /// A machine-readable reason; empty when the body has none more specific than the status.
    public var reason: String { refusal.reason }
    /// Whether the quota is exhausted: 429, or a 403 that means the same.
    public var isRateLimit: Bool { refusal.isRateLimit }

    /// Whether the server refused a page token, for example an expired one.
    public var isRefusedPageToken: Bool {
        httpStatus == 400 && (message.contains("token") || message.contains("Token"))
    }
}

extension APIError {
    /// Parses the body of an error response; an unknown format sets only the HTTP status.
    public init(httpStatus: Int, body: [UInt8]) {
        refusal = Refusal(httpStatus: httpStatus, body: body)
        retryDelay = Self.duration(refusal.retryDelay)
    }

    /// A duration in proto3 JSON, such as `12.5s`; nil when it is malformed, negative, or a year or more.
    static func duration(_ text: String) -> Duration? {
        guard text.hasSuffix("s"), let seconds = Double(text.dropLast()), seconds >= 0, seconds < 31_536_000 else {
            return nil
        }
        return .milliseconds(Int64((seconds * 1_000).rounded(.up)))
    }
}
