/// What an answer that is no success says of itself, in any of the shapes that Google's servers use.
public struct APIError: Hashable, Sendable {
    /// The HTTP status of the answer.
    public var httpStatus: Int
    /// The canonical name, as in `PERMISSION_DENIED`; empty when the body has none.
    public var status: String
    /// The server's words; empty when the body has none.
    public var message: String
    /// `ErrorInfo.reason` or the legacy `errors[].reason`, as in `SERVICE_DISABLED`; empty when the body has none.
    public var reason: String
    /// `RetryInfo.retryDelay`: how long the server asks to wait.
    public var retryDelay: Duration?

    /// An error of known parts.
    public init(
        httpStatus: Int, status: String = "", message: String = "", reason: String = "", retryDelay: Duration? = nil
    ) {
        self.httpStatus = httpStatus
        self.status = status
        self.message = message
        self.reason = reason
        self.retryDelay = retryDelay
    }

    /// Whether the quota is used up: 429, or a 403 that means the same.
    public var isRateLimit: Bool {
        httpStatus == 429 || status == "RESOURCE_EXHAUSTED" || (httpStatus == 403 && Self.rateLimits.contains(reason))
    }

    private static let rateLimits: Set = ["rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"]

    /// Whether a page token was refused, as an expired one is.
    public var isRefusedPageToken: Bool {
        httpStatus == 400 && (message.contains("token") || message.contains("Token"))
    }

    /// The status, and the names that the body gives, in one line; never the server's free text.
    public var summary: String {
        let names = [status, reason].filter(Self.isName)
        return names.isEmpty ? "HTTP \(httpStatus)" : "HTTP \(httpStatus) \(names.joined(separator: " "))"
    }

    /// Names are words of capitals or letters; anything else might be free text.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "_")
            }
    }
}

extension APIError {
    /// Reads the body of an error answer; a body of no known shape leaves the HTTP status alone.
    public init(httpStatus: Int, body: [UInt8]) {
        self.init(httpStatus: httpStatus)
        guard let document = try? JSONDocument(parsing: body) else { return }
        // Some front ends wrap the whole answer in an array.
        var answer = document.root
        if !answer.isObject { answer.forEachChild { _, child in if child.isObject { answer = child } } }
        guard let error = answer[Keys.error] else { return }
        if let text = error.text {
            // OAuth's shape: {"error": "invalid_grant", "error_description": "..."}
            status = text
            message = answer[Keys.errorDescription]?.text ?? ""
            return
        }
        status = error[Keys.status]?.text ?? ""
        message = error[Keys.message]?.text ?? ""
        error[Keys.details]?.forEachChild { _, detail in
            if let delay = detail[Keys.retryDelay]?.text { retryDelay = Self.duration(delay) ?? retryDelay }
            if let named = detail[Keys.reason]?.text, reason.isEmpty { reason = named }
        }
        error[Keys.errors]?.forEachChild { _, legacy in
            if let named = legacy[Keys.reason]?.text, reason.isEmpty { reason = named }
        }
    }

    /// A duration in proto3 JSON, as in `12.5s`; nil for anything else, and for what is negative or over a year.
    static func duration(_ text: String) -> Duration? {
        guard text.hasSuffix("s"), let seconds = Double(text.dropLast()), seconds >= 0, seconds < 31_536_000 else {
            return nil
        }
        return .milliseconds(Int64((seconds * 1_000).rounded(.up)))
    }

    private enum Keys {
        static let error: JSONKey = "error"
        static let errorDescription: JSONKey = "error_description"
        static let status: JSONKey = "status"
        static let message: JSONKey = "message"
        static let details: JSONKey = "details"
        static let retryDelay = JSONKey("retryDelay", "retry_delay")
        static let reason: JSONKey = "reason"
        static let errors: JSONKey = "errors"
    }
}
