/// The lines before a family's samples, in each format: rendered and compressed once.
package struct FamilyHead: Sendable {
    let runs: [ExpositionFormat: PartRun]

    /// Renders the head of a family.
    package init(_ family: MetricFamily) {
        runs = Dictionary(
            uniqueKeysWithValues: ExpositionFormat.allCases.map { format in
                (format, PartRun(text: Self.text(of: family, in: format)))
            })
    }

    static func text(of family: MetricFamily, in format: ExpositionFormat) -> [UInt8] {
        var writer = SampleWriter(format)
        writer.header(family)
        return Array(writer.text.bytes)
    }
}
