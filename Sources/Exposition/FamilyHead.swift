/// What stands before a family's samples, as parts in each format: rendered and compressed once.
public struct FamilyHead: Sendable {
    let parts: [ExpositionFormat: [ExpositionPart]]

    /// The head of a family.
    public init(_ family: MetricFamily) {
        parts = Dictionary(
            uniqueKeysWithValues: ExpositionFormat.allCases.map { format in
                (format, ExpositionPart.parts(of: Self.text(of: family, in: format)))
            })
    }

    static func text(of family: MetricFamily, in format: ExpositionFormat) -> [UInt8] {
        var writer = SampleWriter(format)
        writer.header(family)
        return writer.take()
    }
}
