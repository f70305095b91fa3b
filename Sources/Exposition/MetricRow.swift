/// A metric: what a scrape says of it, and how its samples are read off a subject.
public struct MetricRow<Subject>: Sendable {
    /// What a scrape says of it.
    public let family: MetricFamily
    /// Writes the samples of one subject, whose identity the writer already has; nothing where there is no value.
    public let write: @Sendable (Subject, inout SampleWriter) -> Void

    /// A row of known parts.
    public init(_ family: MetricFamily, write: @escaping @Sendable (Subject, inout SampleWriter) -> Void) {
        self.family = family
        self.write = write
    }
}

/// A subject and the labels that name it.
public struct LabelledSubject<Subject: Sendable>: Sendable {
    /// What is measured.
    public let subject: Subject
    /// Its identity.
    public let labels: RenderedLabels

    /// A subject and its identity.
    public init(_ subject: Subject, _ labels: RenderedLabels) {
        self.subject = subject
        self.labels = labels
    }
}

extension MetricRow {
    /// The sample lines of all subjects, in their order.
    public func render(
        _ subjects: some Sequence<LabelledSubject<Subject>>, in format: ExpositionFormat = .text
    ) -> [UInt8] where Subject: Sendable {
        var writer = SampleWriter(format)
        write(subjects, into: &writer)
        return writer.take()
    }

    func write(_ subjects: some Sequence<LabelledSubject<Subject>>, into writer: inout SampleWriter)
    where Subject: Sendable {
        writer.begin(family)
        for subject in subjects {
            writer.identity = subject.labels
            write(subject.subject, &writer)
        }
    }
}
