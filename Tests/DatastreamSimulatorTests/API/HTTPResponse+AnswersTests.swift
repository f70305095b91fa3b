import Notation
import Serving
import Testing

@testable import DatastreamSimulator

struct HTTPResponseAnswersTests {
    @Test func `a refusal has its status, and a Retry-After where it should`() {
        let refused = HTTPResponse.failure(.quotaExceeded, isPretty: true)
        #expect(refused.status == 429)
        #expect(refused.headers["Retry-After"] == "1")
        #expect(HTTPResponse.failure(.unavailable, isPretty: true).headers["Retry-After"] == nil)
    }

    @Test func `an answer declares its content type`() {
        #expect(
            HTTPResponse.json(.object([]), isPretty: false).headers["Content-Type"] == "application/json; charset=UTF-8"
        )
        let page = HTTPResponse.html(status: 404, title: "Error", text: "Not found.")
        #expect(page.headers["Content-Type"] == "text/html; charset=UTF-8")
        #expect(String(decoding: page.body.chunk(0), as: UTF8.self).contains("<title>Error</title>"))
    }
}
