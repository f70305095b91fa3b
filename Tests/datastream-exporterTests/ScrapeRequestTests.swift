import DatastreamMetrics
import Exposition
import Notation
import Serving
import Testing

@testable import datastream_exporter

@Suite struct ScrapeRequestTests {
    /// A request with these query items, given as `name=value`.
    private func request(_ items: [String], headers: HTTPHeaders = [:]) -> HTTPRequest {
        let query = items.map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return QueryItem(name: parts[0], value: parts.count > 1 ? parts[1] : "")
        }
        return HTTPRequest(method: .get, path: "/metrics", query: query, headers: headers)
    }

    @Test(arguments: [
        ([], MetricGroup.all),
        (["collect[]=stream"], [.stream]), (["collect[]=object"], [.object]), (["collect[]=exporter"], [.exporter]),
        (["collect[]=exporter", "collect[]=stream"], [.stream, .exporter]),
        (["collect[]=stream", "collect[]=stream"], [.stream]),
        (["collect[]=object", "collect[]=exporter", "collect[]=stream", "collect[]=object"], MetricGroup.all),
        (["collect[]=stream", "x=y", "name[]=up", "collect=object", "Collect[]=z", "collect[0]=z"], [.stream]),
        (["collect=object"], MetricGroup.all), (["module=x", ""], MetricGroup.all),
    ])
    func `a scrape shows the requested groups, or all`(items: [String], groups: [MetricGroup]) throws {
        #expect(try ScrapeRequest(request(items)).groups == Set(groups))
    }

    @Test(arguments: [
        ["collect[]=streams"], ["collect[]="], ["collect[]"], ["collect[]=Stream"], ["collect[]= stream"],
        ["collect[]=stream,object"], ["collect[]=stream", "collect[]=x"], ["collect[]=stream", "collect[]="],
        ["collect[]=all"], ["collect[]=stream\n"], ["collect[]=\u{202E}", "collect[]=object"],
    ])
    func `an unknown group is refused in one line that names the known ones`(items: [String]) {
        let error = #expect(throws: UnknownGroup.self) { try ScrapeRequest(request(items)) }
        #expect(error?.message == "unknown group in collect[]: the groups are stream, object, exporter")
    }

    @Test func `format and compression follow the headers, and repeated headers are combined`() throws {
        let plain = try ScrapeRequest(request([]))
        #expect(plain.format == .text && !plain.allowsGzip)
        let rich = try ScrapeRequest(
            request(
                [],
                headers: [
                    "accept": "text/plain;q=0.5", "accept": "application/openmetrics-text", "accept-encoding": "br",
                    "accept-encoding": "gzip",
                ]))
        #expect(rich.format == .openMetrics && rich.allowsGzip)
    }
}
