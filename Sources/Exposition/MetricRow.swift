/// A metric: its metadata, how to write the samples of a subject, and how to tell that two subjects have the same ones.
package struct MetricRow<Subject>: Sendable {
    /// The metadata of the metric.
    package let family: MetricFamily
    let heads: HeadTexts
    /// Writes the samples of one subject, whose labels the writer already has; writes nothing where there is no value.
    package let write: @Sendable (Subject, inout SampleWriter) -> Void
    /// Whether two subjects surely have the same samples, apart from their own labels.
    package let areSame: @Sendable (Subject, Subject) -> Bool

    package init(
        _ family: MetricFamily, areSame: @escaping @Sendable (Subject, Subject) -> Bool = { _, _ in false },
        write: @escaping @Sendable (Subject, inout SampleWriter) -> Void
    ) {
        self.family = family
        heads = HeadTexts(family)
        self.areSame = areSame
        self.write = write
    }
}

extension MetricRow {
    /// Renders the sample lines of all subjects, in order.
    package func render(
        _ subjects: some Sequence<LabelledSubject<Subject>>, in format: ExpositionFormat = .text
    ) -> [UInt8] where Subject: Sendable {
        var writer = SampleWriter(format)
        write(subjects, into: &writer)
        return Array(writer.text.bytes)
    }

    func write(_ subjects: some Sequence<LabelledSubject<Subject>>, into writer: inout SampleWriter)
    where Subject: Sendable {
        writer.begin(family)
        for subject in subjects {
            subject.labels.bytes.withUnsafeBytes { labels in
                writer.subject(labels) { write(subject.subject, &$0) }
            }
        }
    }
}
