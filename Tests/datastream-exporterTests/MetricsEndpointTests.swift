import Exposition
import Serving
import Testing

@testable import datastream_exporter

@Suite struct MetricsEndpointTests {
    @Test(arguments: [
        (nil, false), ("", false), ("gzip", true), ("GZIP", true), ("gzip;q=0", false), ("gzip; q=0.001", true),
        ("identity;q=0", false), ("*", true), ("*;q=0", false), ("br", false), ("gzip, deflate;q=0.5", true),
        ("gzip;q=0, *", false), ("deflate, *;q=0.1", true), ("gzip;q=abc", false), ("x-gzip", true), (" gzip ", true),
        (",,gzip", true), ("gzip;q=1.0;x=y", true),
    ])
    func `gzip is served to those who want it`(header: String?, allows: Bool) {
        #expect(AcceptEncoding(header).allowsGzip == allows)
    }

    private func answer(
        _ path: String, headers: HTTPHeaders = [:], isReady: Bool = true
    ) -> (status: Int, headers: HTTPHeaders, text: String)? {
        let text = Array("metric 1\n".utf8)
        let endpoint = MetricsEndpoint(
            isReady: { isReady }, exposition: { Exposition(ExpositionPart.parts(of: text)) },
            page: { Array("<p>page</p>".utf8) })
        guard let route = endpoint.routes(path) else { return nil }
        var request = HTTPRequest(method: .get, path: path)
        request.headers = headers
        let response = route.respond(request)
        let body = (0..<response.body.chunkCount).flatMap { response.body.chunk($0) }
        #expect(body.count == response.body.count)
        return (response.status, response.headers, String(decoding: body, as: UTF8.self))
    }

    @Test func `a scrape is the text format`() throws {
        let answer = try #require(self.answer("/metrics"))
        #expect(answer.status == 200 && answer.text == "metric 1\n")
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.headers["content-encoding"] == nil)
    }

    @Test func `a compressed scrape says so`() throws {
        let answer = try #require(self.answer("/metrics", headers: ["Accept-Encoding": "gzip"]))
        #expect(answer.headers["content-encoding"] == "gzip" && answer.headers["vary"] == "Accept-Encoding")
    }

    @Test(arguments: [true, false])
    func `health does not depend on polls, readiness does`(isReady: Bool) {
        #expect(answer("/-/healthy", isReady: isReady)?.status == 200)
        #expect(answer("/-/ready", isReady: isReady)?.status == (isReady ? 200 : 503))
    }

    @Test func `the page loads nothing and is framed by nobody`() throws {
        let answer = try #require(self.answer("/"))
        #expect(answer.text == "<p>page</p>")
        #expect(answer.headers["content-security-policy"]?.hasPrefix("default-src 'none'; style-src 'sha256-") == true)
        #expect(answer.headers["x-frame-options"] == "deny" && answer.headers["x-content-type-options"] == "nosniff")
    }

    @Test(arguments: ["/metrics/", "//metrics", "/METRICS", "/metric", "/-/reload"])
    func `there is nothing else`(path: String) { #expect(answer(path) == nil) }
}
