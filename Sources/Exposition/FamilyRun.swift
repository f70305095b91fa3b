/// Families one after the other, as parts in each format that is asked for.
///
/// Small families are put together to one text a format. The samples of a big one are the same parts in all formats, since
/// only its head differs: they are rendered and compressed once, and kept once.
public struct FamilyRun: Sendable {
    /// Bytes of samples from which a family is a big one: a part of its own costs less than to compress it twice.
    static let bigBytes = 16 * 1_024

    private let formats: [ExpositionFormat]
    private var finished: [ExpositionFormat: [ExpositionPart]] = [:]
    /// What follows the finished parts and is not compressed yet.
    private var texts: [ExpositionFormat: [UInt8]] = [:]

    /// No families yet.
    public init(in formats: [ExpositionFormat] = ExpositionFormat.allCases) { self.formats = formats }

    /// The parts of all families so far, by format.
    public var parts: [ExpositionFormat: [ExpositionPart]] {
        var run = self
        run.finishTexts()
        return run.finished
    }

    /// Adds the families of which some subjects have samples.
    public mutating func append<Subject: Sendable>(
        families rows: [MetricRow<Subject>], of subjects: [LabelledSubject<Subject>]
    ) {
        for row in rows { append(row, of: subjects) }
    }

    private mutating func append<Subject: Sendable>(
        _ row: MetricRow<Subject>, of subjects: [LabelledSubject<Subject>]
    ) {
        var writer = SampleWriter(.openMetrics)
        row.write(subjects, into: &writer)
        let hasExemplars = writer.hasExemplars
        let samples = writer.take()
        if samples.isEmpty { return }
        if !hasExemplars, formats.count > 1, samples.count >= Self.bigBytes {
            return append(row.family, sharing: ExpositionPart.parts(of: samples))
        }
        for format in formats {
            appendHeader(of: row.family, in: format)
            texts[format, default: []] += hasExemplars ? row.render(subjects, in: format) : samples
        }
    }

    /// Adds a family whose samples, rendered without exemplars, are parts already.
    public mutating func append(_ family: MetricFamily, sharing samples: [ExpositionPart]) {
        for format in formats { appendHeader(of: family, in: format) }
        finishTexts()
        for format in formats { finished[format, default: []] += samples }
    }

    private mutating func appendHeader(of family: MetricFamily, in format: ExpositionFormat) {
        var writer = SampleWriter(format)
        writer.header(family)
        texts[format, default: []] += writer.take()
    }

    private mutating func finishTexts() {
        for (format, text) in texts { finished[format, default: []] += ExpositionPart.parts(of: text) }
        texts = [:]
    }
}
