internal import DatastreamMetrics
internal import Exposition
internal import Serving

/// The answers of the exporter's listener.
struct MetricsEndpoint: Sendable {
    /// The path of the metrics.
    var telemetryPath = "/metrics"
    /// Whether every selected stream was polled once, or is known to fail.
    let isReady: @Sendable () -> Bool
    /// The body of a scrape at this moment.
    let exposition: @Sendable () -> Exposition
    /// The status page at this moment.
    let page: @Sendable () -> [UInt8]

    /// The routes by their paths.
    var routes: Routes {
        let metrics = Route { request in
            Self.response(exposition(), acceptingGzip: AcceptEncoding(request.headers["accept-encoding"]).allowsGzip)
        }
        let landing = Route { _ in
            HTTPResponse(
                headers: [
                    "Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff",
                    "Content-Security-Policy": StatusPage.policy, "X-Frame-Options": "deny",
                    "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
                ],
                body: HTTPBody(page()))
        }
        let healthy = Route(isOpen: true) { _ in Self.text(200, "datastream-exporter is healthy.\n") }
        let ready = Route(isOpen: true) { _ in
            isReady()
                ? Self.text(200, "datastream-exporter is ready.\n")
                : Self.text(503, "datastream-exporter is not ready: not every selected stream has been polled yet.\n")
        }
        return { [telemetryPath] path in
            switch path {
            case telemetryPath: metrics
            case "/": landing
            case "/-/healthy": healthy
            case "/-/ready": ready
            default: nil
            }
        }
    }

    /// The paths that are there whatever the flags say.
    static let healthPaths: Set = ["/-/healthy", "/-/ready"]

    private static func text(_ status: Int, _ text: String) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: HTTPBody(text))
    }

    /// A scrape's answer: the parts as they are, or each inflated when its turn comes.
    private static func response(_ exposition: Exposition, acceptingGzip: Bool) -> HTTPResponse {
        var headers: HTTPHeaders = [
            "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Vary": "Accept-Encoding",
        ]
        guard acceptingGzip else {
            let parts = exposition.parts
            let body = HTTPBody(count: exposition.textCount, chunkCount: parts.count) { parts[$0].text }
            return HTTPResponse(headers: headers, body: body)
        }
        headers.append(name: "Content-Encoding", value: "gzip")
        let body = HTTPBody(
            count: exposition.gzipCount, chunkCount: exposition.gzipPieceCount, chunk: exposition.gzipPiece)
        return HTTPResponse(headers: headers, body: body)
    }
}

/// The header `Accept-Encoding` of RFC 9110, as far as it decides between gzip and plain text.
struct AcceptEncoding: Equatable {
    /// Whether gzip is wanted: named with a weight above 0, or else covered by such a `*`.
    let allowsGzip: Bool

    init(_ header: String?) {
        var weights: [String: Double] = [:]
        for item in (header ?? "").split(separator: ",") {
            let parts = item.split(separator: ";").map(Self.trimmed)
            guard let coding = parts.first?.lowercased() else { continue }
            let weight = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }
            weights[coding] = weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
        }
        allowsGzip = (weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? 0) > 0
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return text
    }
}
