import Datastream
import GoogleAuth
import HTTPTransport
import Polling
import Testing

@testable import Operating

@Suite struct CallProblemTests {
    @Test(arguments: [
        (401, "", "", Severity.access, "HTTP 401; there is no access token, or it was refused twice"),
        (403, "", "SERVICE_DISABLED", .access, "HTTP 403 SERVICE_DISABLED; enable the Datastream API in the project"),
        (403, "", "rateLimitExceeded", .failure, "HTTP 403 rateLimitExceeded"),
        (400, "FAILED_PRECONDITION", "", .precondition, "HTTP 400 FAILED_PRECONDITION"),
        (409, "", "", .precondition, "HTTP 409"), (500, "", "", .failure, "HTTP 500"),
    ])
    func `a refusal is as bad as what it says`(
        code: Int, status: String, reason: String, severity: Severity, text: String
    ) {
        let error = APIError(httpStatus: code, status: status, reason: reason)
        #expect(CallProblem(.refused(error), of: "objects.list") == CallProblem(severity, "objects.list: \(text)"))
    }

    @Test func `a look-up asks for the permission to list`() {
        let problem = CallProblem(.refused(APIError(httpStatus: 403)), of: "objects.lookup")
        #expect(problem.text.hasSuffix("the caller needs datastream.objects.list (roles/datastream.viewer has it)"))
    }

    @Test func `the server's words are bounded, and nothing in them acts`() {
        let long = APIError(httpStatus: 400, message: "\u{1B}]0;" + String(repeating: "x", count: 5_000))
        let text = CallProblem(.refused(long), of: "objects.get").text
        #expect(text.count < 1_100 && text.hasPrefix(#"objects.get: HTTP 400: \u{1b}]0;xxx"#))
    }

    @Test func `without an answer the reason is the transport's or the token's`() {
        let reset = CallProblem(.transport(TransportError(.reset, "h:1: reset")), of: "objects.get")
        #expect(reset == CallProblem(.failure, "objects.get: h:1: reset"))
        #expect(
            CallProblem(.token(TokenFailure("none")), of: "objects.get") == CallProblem(.access, "objects.get: none"))
        #expect(CallProblem(.transport(TransportError(.cancelled, "x")), of: "m").text == "m: interrupted")
    }
}
