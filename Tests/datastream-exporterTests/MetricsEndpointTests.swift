import DatastreamMetrics
import Exposition
import Notation
import Serving
import Synchronization
import Testing

@testable import datastream_exporter

@Suite struct MetricsEndpointTests {
    private func answer(
        _ path: String, query: [QueryItem] = [], headers: HTTPHeaders = [:], lack: String? = nil
    ) -> (status: Int, headers: HTTPHeaders, text: String)? {
        let endpoint = MetricsEndpoint(
            lack: { lack },
            body: { groups, format in
                let text = "\(format) of \(groups.map(\.rawValue).sorted())\n"
                return (ExpositionBody(PartRun(text: Array(text.utf8))), {})
            },
            page: { Array("<p>page</p>".utf8) })
        guard let route = endpoint.routes(path) else { return nil }
        let request = HTTPRequest(method: .get, path: path, query: query, headers: headers)
        let response = route.respond(request)
        let body = (0..<response.body.chunkCount).flatMap { response.body.chunk($0) }
        #expect(body.count == response.body.count)
        return (response.status, response.headers, String(decoding: body, as: UTF8.self))
    }

    @Test func `a scrape is the text format of all groups`() throws {
        let answer = try #require(self.answer("/metrics"))
        #expect(answer.status == 200 && answer.text == "text of [\"exporter\", \"object\", \"stream\"]\n")
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.headers["content-encoding"] == nil && answer.headers["vary"] == "Accept, Accept-Encoding")
    }

    @Test(arguments: [[:], ["Accept-Encoding": "gzip"]] as [HTTPHeaders])
    func `a scrape counts once its last bytes are requested, and a HEAD never counts`(
        headers: HTTPHeaders
    ) throws {
        let sent = Mutex(0)
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 % 251) }
        let endpoint = MetricsEndpoint(
            lack: { nil },
            body: { _, _ in (ExpositionBody(PartRun(text: bytes)), { sent.withLock { $0 += 1 } }) },
            page: { [] })
        let route = try #require(endpoint.routes("/metrics"))
        let body = route.respond(HTTPRequest(method: .get, path: "/metrics", headers: headers)).body
        for index in 0..<body.chunkCount {
            #expect(sent.withLock { $0 } == 0)
            _ = body.chunk(index)
        }
        #expect(sent.withLock { $0 } == 1)
    }

    @Test func `a scrape in OpenMetrics declares its format`() throws {
        let answer = try #require(
            self.answer(
                "/metrics", query: [QueryItem(name: "collect[]", value: "object")],
                headers: ["Accept": "application/openmetrics-text"]))
        #expect(answer.status == 200 && answer.text == "openMetrics of [\"object\"]\n")
        #expect(answer.headers["content-type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8")
        #expect(answer.headers["vary"] == "Accept, Accept-Encoding")
    }

    @Test func `an unknown group gives one line and no scrape`() throws {
        let answer = try #require(
            self.answer(
                "/metrics", query: [QueryItem(name: "collect[]", value: "x")],
                headers: ["Accept": "application/openmetrics-text", "Accept-Encoding": "gzip"]))
        #expect(answer.status == 400)
        #expect(answer.text == "unknown group in collect[]: the groups are stream, object, exporter\n")
        #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
        #expect(answer.headers["content-encoding"] == nil)
    }

    @Test func `a compressed scrape declares its encoding`() throws {
        let answer = try #require(self.answer("/metrics", headers: ["Accept-Encoding": "gzip"]))
        #expect(answer.headers["content-encoding"] == "gzip" && answer.headers["vary"] == "Accept, Accept-Encoding")
    }

    @Test func `health depends on nothing, and readiness says what is missing`() {
        for lack in [nil, "waiting for the ledger"] {
            #expect(answer("/-/healthy", lack: lack)?.status == 200)
        }
        #expect(answer("/-/ready")?.status == 200)
        let unready = answer("/-/ready", lack: "waiting for the ledger")
        #expect(unready?.status == 503)
        #expect(unready?.text == "datastream-exporter is not ready: waiting for the ledger.\n")
    }

    @Test func `the page loads nothing and cannot be framed`() throws {
        let answer = try #require(self.answer("/"))
        #expect(answer.text == "<p>page</p>")
        #expect(answer.headers["content-security-policy"]?.hasPrefix("default-src 'none'; style-src 'sha256-") == true)
        #expect(answer.headers["x-frame-options"] == "deny" && answer.headers["x-content-type-options"] == "nosniff")
    }

    @Test(arguments: ["/metrics/", "//metrics", "/METRICS", "/metric", "/-/reload"])
    func `there are no other paths`(path: String) { #expect(answer(path) == nil) }
}
