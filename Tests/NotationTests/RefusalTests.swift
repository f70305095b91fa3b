import Testing

@testable import Notation

@Suite struct RefusalTests {
    private func refusal(_ status: Int, _ error: String) -> Refusal {
        Refusal(httpStatus: status, body: Array(#"{"error": \#(error)}"#.utf8))
    }

    @Test func `the newer shape is read with its details`() {
        let read = refusal(
            403,
            #"""
            {"status": "PERMISSION_DENIED", "message": "No.", "details": [
              {"reason": "SERVICE_DISABLED", "metadata": {"consumer": "projects/7"}},
              {"reason": "LATER", "metadata": {"consumer": "projects/8"}},
              {"links": [{"description": "Help", "url": "https://cloud.google.com/x"}]},
              {"violations": [{"type": "A", "subject": "b", "description": "c"}]},
              {"fieldViolations": [{"field": "name", "description": "is wrong"}]}, {"retryDelay": "7s"}
            ]}
            """#)
        #expect(read.status == "PERMISSION_DENIED" && read.message == "No." && read.reason == "SERVICE_DISABLED")
        #expect(read.metadata == ["consumer": "projects/7"] && read.links == ["https://cloud.google.com/x"])
        #expect(read.violations == ["A b c", "name is wrong"] && read.retryDelay == "7s")
    }

    @Test(arguments: [
        (403, "forbidden", "PERMISSION_DENIED", ""), (404, "notFound", "NOT_FOUND", ""),
        (401, "authError", "UNAUTHENTICATED", ""),
        (400, "failedPrecondition", "FAILED_PRECONDITION", ""), (400, "badRequest", "INVALID_ARGUMENT", ""),
        (403, "accessNotConfigured", "PERMISSION_DENIED", "SERVICE_DISABLED"), (503, "backendError", "UNAVAILABLE", ""),
        (500, "backendError", "INTERNAL", ""), (429, "rateLimitExceeded", "RESOURCE_EXHAUSTED", "rateLimitExceeded"),
        (403, "somethingNew", "", "somethingNew"),
    ])
    func `the older shape reads the same`(code: Int, older: String, status: String, reason: String) {
        let read = refusal(
            code,
            #"{"message": "m", "errors": [{"reason": "\#(older)", "domain": "global"}, {"reason": "other"}]}"#)
        #expect(read.status == status && read.reason == reason && read.message == "m")
    }

    @Test func `both shapes of an error give the same message`() {
        let request = RefusedRequest(project: "p", quotaProject: nil, permission: "datastream.objects.list")
        let newer = refusal(403, #"{"status": "PERMISSION_DENIED", "message": "No."}"#)
        let older = refusal(403, #"{"message": "No.", "errors": [{"reason": "forbidden", "message": "No."}]}"#)
        #expect(
            newer.explanation(of: request, alwaysQuoting: false) == older.explanation(of: request, alwaysQuoting: false)
        )
        #expect(newer.missingPermission(for: request) == older.missingPermission(for: request))
    }

    @Test func `lists are bounded, and other types are skipped`() {
        let many = Array(repeating: #"{"url": "https://x"}"#, count: 1_000).joined(separator: ",")
        #expect(refusal(403, #"{"details": [{"links": [\#(many)]}]}"#).links.count == 10)
        #expect(
            refusal(403, #"{"details": ["x", [], {"reason": []}], "errors": "x", "status": []}"#)
                == Refusal(httpStatus: 403))
    }

    @Test(arguments: [
        #"{"error":"invalid_grant","error_description":"Bad."}"#,
        #"[{"error":{"status":"invalid_grant","message":"Bad."}}]"#,
    ])
    func `OAuth's shape and an answer inside an array are read too`(body: String) {
        let read = Refusal(httpStatus: 400, body: Array(body.utf8))
        #expect(read.status == "invalid_grant" && read.message == "Bad.")
    }

    @Test func `a body that is not JSON differs from an empty one`() {
        #expect(Refusal(httpStatus: 502, body: Array("<html>".utf8)).summary == "HTTP 502, non-JSON body")
        #expect(Refusal(httpStatus: 502, body: []).summary == "HTTP 502")
    }

    @Test func `a secret in the answer is in none of the refusal's texts`() {
        let read = refusal(
            400,
            #"""
            {"message": "s3cret\u0301", "details": [
              {"reason": "X", "metadata": {"token": "as3cret"}}, {"links": [{"url": "https://x/s3cret"}]},
              {"violations": [{"description": "s3cret"}]}
            ]}
            """#
        ).hiding("s3cret")
        #expect(!"\(read)".contains("s3cret"))
    }

    @Test(arguments: [
        (502, "", "", "HTTP 502"), (403, "PERMISSION_DENIED", "", "HTTP 403 PERMISSION_DENIED"),
        (403, "PERMISSION_DENIED", "SERVICE_DISABLED", "HTTP 403 PERMISSION_DENIED SERVICE_DISABLED"),
        (400, "free text\nof a server", "token=abc", "HTTP 400"),
        (400, String(repeating: "A", count: 65), "", "HTTP 400"),
    ])
    func `a summary has names and never free text`(code: Int, status: String, reason: String, summary: String) {
        var refusal = Refusal(httpStatus: code)
        refusal.status = status
        refusal.reason = reason
        #expect(refusal.summary == summary)
    }
}
