/// A format that a scrape can have; both show the same series.
public enum ExpositionFormat: CaseIterable, Sendable {
    /// The text format 0.0.4.
    case text
    /// OpenMetrics 1.0.0.
    case openMetrics

    /// The value of `Content-Type`.
    public var contentType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// What a body ends in.
    var end: [ExpositionPart] {
        switch self {
        case .text: []
        case .openMetrics: Self.endOfFile
        }
    }

    private static let endOfFile = ExpositionPart.parts(of: Array("# EOF\n".utf8))
}
