internal import DatastreamMetrics
internal import Exposition
internal import Notation
internal import Serving
internal import StatusPage
internal import System

/// The routes of the exporter's listener.
struct MetricsEndpoint: Sendable {
    var telemetryPath = "/metrics"
    /// Why the exporter is not ready yet, in words for people; nil once every selected stream was polled or is
    /// known to fail.
    let lack: @Sendable () -> String?
    /// The body of a scrape at this moment; `whenSent` is called when all of it was sent or is about to be.
    let body: @Sendable (Set<MetricGroup>, ExpositionFormat) -> (ExpositionBody, whenSent: @Sendable () -> Void)
    /// The status page at this moment.
    let page: @Sendable () -> [UInt8]

    /// The routes by their paths.
    var routes: Routes {
        let metrics = Route { request in
            do throws(UnknownGroup) {
                let request = try ScrapeRequest(request)
                let (body, whenSent) = body(request.groups, request.format)
                return Self.response(body, to: request, whenSent)
            } catch {
                return Self.text(400, error.message + "\n")
            }
        }
        let landing = Route { _ in
            HTTPResponse(
                headers: [
                    "Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff",
                    "Content-Security-Policy": Self.pagePolicy, "X-Frame-Options": "deny",
                    "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
                ],
                body: HTTPBody(page()))
        }
        let healthy = Route(isOpen: true) { _ in Self.text(200, "datastream-exporter is healthy.\n") }
        let ready = Route(isOpen: true) { _ in
            lack().map { Self.text(503, "datastream-exporter is not ready: \($0).\n") }
                ?? Self.text(200, "datastream-exporter is ready.\n")
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

    private static let pagePolicy = StatusPage.policy(sha256: Digest.sha256)

    /// The paths that exist whatever the flags say.
    static let healthPaths: Set = ["/-/healthy", "/-/ready"]

    private static func text(_ status: Int, _ text: String) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: HTTPBody(text))
    }

    /// The answer to a scrape: the parts as they are, or each part inflated just before it is sent.
    private static func response(
        _ body: ExpositionBody, to request: ScrapeRequest, _ whenSent: @escaping @Sendable () -> Void
    ) -> HTTPResponse {
        var headers: HTTPHeaders = ["Content-Type": request.format.contentType, "Vary": "Accept, Accept-Encoding"]
        guard request.allowsGzip else {
            let parts = body.parts
            return HTTPResponse(
                headers: headers,
                body: HTTPBody(count: body.textCount, chunkCount: parts.count) { index in
                    if index == parts.count - 1 { whenSent() }
                    return parts[index].text
                })
        }
        headers.append("Content-Encoding", "gzip")
        return HTTPResponse(
            headers: headers,
            body: HTTPBody(count: body.gzipCount, chunkCount: body.gzipPieceCount) { index in
                if index == body.gzipPieceCount - 1 { whenSent() }
                return body.gzipPiece(index)
            })
    }
}
