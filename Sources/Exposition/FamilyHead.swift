/// The lines before a big family's samples, in each format: rendered and compressed once.
package struct FamilyHead: Sendable {
    let runs: [ExpositionFormat: PartRun]

    /// Renders the head of a family.
    package init(_ family: MetricFamily) {
        let texts = HeadTexts(family)
        runs = Dictionary(
            uniqueKeysWithValues: ExpositionFormat.allCases.map { format in (format, PartRun(text: texts[format])) })
    }
}
