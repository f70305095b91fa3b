internal import DatastreamMetrics
internal import Exposition
internal import Notation
internal import Serving

/// What a request to `/metrics` asks for; other parameters are ignored.
struct ScrapeRequest: Equatable {
    /// The groups to show: those that `collect[]` names, or all groups without it.
    let groups: Set<MetricGroup>
    /// The format of the body.
    let format: ExpositionFormat
    /// Whether the body may be compressed.
    let allowsGzip: Bool

    /// Reads a request; throws for an unknown group.
    init(_ request: HTTPRequest) throws(UnknownGroup) {
        let names = request.query.filter { $0.name == "collect[]" }.map(\.value)
        let chosen = MetricGroup.all.filter { names.contains($0.rawValue) }
        guard Set(names).count == chosen.count else { throw UnknownGroup() }
        groups = Set(names.isEmpty ? MetricGroup.all : chosen)
        let accept = Accept(request.headers["accept"])
        let (text, openMetrics) = (ExpositionFormat.text, ExpositionFormat.openMetrics)
        format = accept.prefers(openMetrics.contentType, to: text.contentType) ? openMetrics : text
        allowsGzip = AcceptEncoding(request.headers["accept-encoding"]).allowsGzip
    }
}
