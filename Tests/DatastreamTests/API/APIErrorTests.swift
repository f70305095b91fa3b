import Testing

@testable import Datastream

struct APIErrorTests {
    @Test(arguments: [
        // google.rpc.Status
        (
            #"""
            {"error":{"code":403,"message":"It is disabled.","status":"PERMISSION_DENIED","details":[
            {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED","domain":"googleapis.com"},
            {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12.5s"}]}}
            """#,
            APIError(
                httpStatus: 403, status: "PERMISSION_DENIED", message: "It is disabled.", reason: "SERVICE_DISABLED",
                retryDelay: .milliseconds(12_500))
        ),
        // the older format
        (
            #"{"error":{"errors":[{"domain":"usageLimits","reason":"rateLimitExceeded"},{"reason":"b"}],"code":403,"message":"m"}}"#,
            APIError(httpStatus: 403, status: "RESOURCE_EXHAUSTED", message: "m", reason: "rateLimitExceeded")
        ),
        // the error in an array
        (
            #"[{"error":{"status":"NOT_FOUND","message":"m"}}]"#,
            APIError(httpStatus: 403, status: "NOT_FOUND", message: "m")
        ),
        // the OAuth format
        (
            #"{"error":"invalid_grant","error_description":"Bad."}"#,
            APIError(httpStatus: 403, status: "invalid_grant", message: "Bad.")
        ),
        (#"{"error":"invalid_grant"}"#, APIError(httpStatus: 403, status: "invalid_grant")),
        // fields of the wrong type
        (#"{"error":{"status":7,"message":[],"details":{},"errors":"x"}}"#, APIError(httpStatus: 403)),
        (#"{"error":{"details":[7,null,"x",[],{"reason":1,"retryDelay":5}]}}"#, APIError(httpStatus: 403)),
        // unknown formats
        ("", APIError(httpStatus: 403)), ("<html>502</html>", APIError(httpStatus: 403)),
        ("{}", APIError(httpStatus: 403)),
        ("[]", APIError(httpStatus: 403)), ("null", APIError(httpStatus: 403)),
        (#"{"error":null}"#, APIError(httpStatus: 403)),
        (#"{"error":7}"#, APIError(httpStatus: 403)), (#"{"error":[]}"#, APIError(httpStatus: 403)),
        ("[[[{}]]]", APIError(httpStatus: 403)), (#"{"error":{"status":"A"}"#, APIError(httpStatus: 403)),
    ])
    func `an error body is read in each of its shapes`(body: String, error: APIError) {
        let read = APIError(httpStatus: 403, body: Array(body.utf8))
        #expect(read.status == error.status && read.message == error.message && read.reason == error.reason)
        #expect(read.retryDelay == error.retryDelay && read.httpStatus == 403)
    }

    @Test(arguments: [
        ("0s", Duration.zero), ("1s", .seconds(1)), ("12.5s", .milliseconds(12_500)), ("0.0001s", .milliseconds(1)),
        ("3600s", .seconds(3_600)), ("-1s", nil), ("1", nil), ("s", nil), ("", nil), ("1m", nil), ("nans", nil),
        ("infs", nil),
        ("1e300s", nil), ("31536000s", nil), (" 1s", nil), ("1 s", nil),
    ])
    func `a delay is a bounded number of seconds`(text: String, delay: Duration?) {
        #expect(APIError.duration(text) == delay)
    }

    @Test(arguments: [
        (APIError(httpStatus: 429), true), (APIError(httpStatus: 503, status: "RESOURCE_EXHAUSTED"), true),
        (APIError(httpStatus: 403, reason: "rateLimitExceeded"), true),
        (APIError(httpStatus: 403, reason: "userRateLimitExceeded"), true),
        (APIError(httpStatus: 403, reason: "RATE_LIMIT_EXCEEDED"), true),
        (APIError(httpStatus: 403, reason: "SERVICE_DISABLED"), false),
        (APIError(httpStatus: 400, reason: "rateLimitExceeded"), false), (APIError(httpStatus: 403), false),
        (APIError(httpStatus: 500), false),
    ])
    func `an exhausted quota differs from a refusal`(error: APIError, isRateLimit: Bool) {
        #expect(error.isRateLimit == isRateLimit)
    }

    @Test(arguments: [
        (APIError(httpStatus: 400, message: "Invalid page token"), true),
        (APIError(httpStatus: 400, message: "pageToken has expired"), true),
        (APIError(httpStatus: 400, message: "Invalid page size"), false),
        (APIError(httpStatus: 401, message: "Invalid token"), false),
    ])
    func `a refused page token is recognised by its message`(error: APIError, isRefused: Bool) {
        #expect(error.isRefusedPageToken == isRefused)
    }
}
