package import Notation

/// What an answer that is no success says of itself, in any of the shapes that Google's servers use.
public struct APIError: Hashable, Sendable {
    /// What the answer says.
    package var refusal: Refusal
    /// The project that the request was to count for; nil for the caller's own.
    package var quotaProject: String?
    /// How long the server asks to wait.
    public var retryDelay: Duration?

    /// An error of known parts.
    public init(
        httpStatus: Int, status: String = "", message: String = "", reason: String = "", retryDelay: Duration? = nil
    ) {
        refusal = Refusal(httpStatus: httpStatus)
        refusal.status = status
        refusal.message = message
        refusal.reason = reason
        self.retryDelay = retryDelay
    }

    /// The HTTP status of the answer.
    public var httpStatus: Int { refusal.httpStatus }
    /// The canonical name, as in `PERMISSION_DENIED`; empty when the body has none.
    public var status: String { refusal.status }
    /// The server's words; empty when the body has none.
    public var message: String { refusal.message }
    /// What is wrong, in a name; empty when the body has none that says more than the status.
    public var reason: String { refusal.reason }
    /// Whether the quota is used up: 429, or a 403 that means the same.
    public var isRateLimit: Bool { refusal.isRateLimit }

    /// Whether a page token was refused, as an expired one is.
    public var isRefusedPageToken: Bool {
        httpStatus == 400 && (message.contains("token") || message.contains("Token"))
    }
}

extension APIError {
    /// Reads the body of an error answer; a body of no known shape leaves the HTTP status alone.
    public init(httpStatus: Int, body: [UInt8]) {
        refusal = Refusal(httpStatus: httpStatus, body: body)
        retryDelay = Self.duration(refusal.retryDelay)
    }

    /// A duration in proto3 JSON, as in `12.5s`; nil for anything else, and for what is negative or over a year.
    static func duration(_ text: String) -> Duration? {
        guard text.hasSuffix("s"), let seconds = Double(text.dropLast()), seconds >= 0, seconds < 31_536_000 else {
            return nil
        }
        return .milliseconds(Int64((seconds * 1_000).rounded(.up)))
    }
}
