/// The lines before a family's samples, rendered once for each format.
struct HeadTexts: Sendable {
    private let text: [UInt8]
    private let openMetrics: [UInt8]

    init(_ family: MetricFamily) {
        text = Self.rendered(family, in: .text)
        openMetrics = Self.rendered(family, in: .openMetrics)
    }

    subscript(format: ExpositionFormat) -> [UInt8] {
        switch format {
        case .text: text
        case .openMetrics: openMetrics
        }
    }

    private static func rendered(_ family: MetricFamily, in format: ExpositionFormat) -> [UInt8] {
        var writer = SampleWriter(format)
        writer.header(family)
        return Array(writer.text.bytes)
    }
}
