/// The lines before the samples of a family that has parts of its own, in each format: compressed once.
package struct FamilyHead: Sendable {
    let runs: [ExpositionFormat: PartRun]

    /// Compresses the head of a metric.
    package init<Subject>(_ row: MetricRow<Subject>) {
        runs = Dictionary(
            uniqueKeysWithValues: ExpositionFormat.allCases.map { format in
                (format, PartRun(text: row.heads[format]))
            })
    }
}
