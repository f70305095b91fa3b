/// A format of a scrape; both formats show the same series.
package enum ExpositionFormat: CaseIterable, Sendable {
    /// The text format 0.0.4.
    case text
    /// OpenMetrics 1.0.0.
    case openMetrics

    /// The value of `Content-Type`.
    package var contentType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// What a body ends with.
    var end: PartRun {
        switch self {
        case .text: PartRun()
        case .openMetrics: Self.endOfFile
        }
    }

    private static let endOfFile = PartRun(text: Array("# EOF\n".utf8))
}
