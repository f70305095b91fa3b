internal import Notation

/// An error response: a `google.rpc.Status` with its details.
struct APIFailure: Error, Hashable, Sendable {
    var httpStatus: Int
    /// The canonical name, as in `NOT_FOUND`.
    var status: String
    var message: String
    /// The messages of the field `details`, each with its `@type`.
    var details: [JSON] = []
    /// How long the client should wait, in seconds; nil if unspecified.
    var retryAfter: Int?

    /// The body in the form that Google's servers use.
    var json: JSON {
        .message([
            "error": .message([
                "code": .number(Int64(httpStatus)), "message": .string(message), "status": .string(status),
                "details": .array(details),
            ])
        ])
    }
}

extension APIFailure {
    static func invalidArgument(_ message: String) -> APIFailure {
        APIFailure(httpStatus: 400, status: "INVALID_ARGUMENT", message: message)
    }

    static func failedPrecondition(_ message: String) -> APIFailure {
        APIFailure(httpStatus: 400, status: "FAILED_PRECONDITION", message: message)
    }

    static func notFound(_ resource: String, type: String) -> APIFailure {
        APIFailure(
            httpStatus: 404, status: "NOT_FOUND", message: "Resource '\(resource)' was not found",
            details: [
                .message([
                    "@type": .string("type.googleapis.com/google.rpc.ResourceInfo"),
                    "resourceType": .string(type), "resourceName": .string(resource),
                ])
            ])
    }

    /// Without permission, a missing resource looks like a forbidden one.
    static func permissionDenied(_ permission: String, on resource: String) -> APIFailure {
        APIFailure(
            httpStatus: 403, status: "PERMISSION_DENIED",
            message: "Permission '\(permission)' denied on resource '//datastream.googleapis.com/\(resource)' "
                + "(or it may not exist).",
            details: [
                errorInfo(
                    "IAM_PERMISSION_DENIED",
                    ["permission": .string(permission), "resource": .string(resource)])
            ])
    }

    static let unauthenticated = APIFailure(
        httpStatus: 401, status: "UNAUTHENTICATED",
        message: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
            + "valid authentication credential.",
        details: [errorInfo("ACCESS_TOKEN_EXPIRED", ["service": .string("datastream.googleapis.com")])])

    static let quotaExceeded = APIFailure(
        httpStatus: 429, status: "RESOURCE_EXHAUSTED",
        message: "Quota exceeded for quota metric 'API requests' and limit 'API requests per minute per user' of "
            + "service 'datastream.googleapis.com'.",
        details: [
            errorInfo("RATE_LIMIT_EXCEEDED", ["quota_limit": .string("ApiRequestsPerMinutePerProjectPerUser")]),
            .message([
                "@type": .string("type.googleapis.com/google.rpc.RetryInfo"), "retryDelay": .string("1s"),
            ]),
        ], retryAfter: 1)

    static let unavailable = APIFailure(
        httpStatus: 503, status: "UNAVAILABLE", message: "The service is currently unavailable.")

    private static func errorInfo(_ reason: String, _ metadata: KeyValuePairs<String, JSON?>) -> JSON {
        .message([
            "@type": .string("type.googleapis.com/google.rpc.ErrorInfo"), "reason": .string(reason),
            "domain": .string("googleapis.com"), "metadata": .message(metadata),
        ])
    }
}
