/// Families one after the other, as parts in each format that is asked for.
///
/// Small families are put together to one text a format. The samples of a big one are the same parts in all formats, since
/// only its head differs: they are rendered and compressed once, and kept once.
public struct FamilyRun: Sendable {
    /// Bytes of samples from which a family is a big one: parts of its own cost less than to compress it twice.
    static let bigBytes = 16 * 1_024

    private let formats: [ExpositionFormat]
    private var finished: [ExpositionFormat: [ExpositionPart]] = [:]
    /// What follows the finished parts and is not compressed yet.
    private var texts: [ExpositionFormat: [UInt8]] = [:]

    /// No families yet.
    public init(in formats: [ExpositionFormat] = ExpositionFormat.allCases) { self.formats = formats }

    /// Compresses what is no part yet, and gives all parts by format.
    public consuming func parts() -> [ExpositionFormat: [ExpositionPart]] {
        finishTexts()
        return finished
    }

    /// Adds the families of which some subjects have samples.
    public mutating func append<Subject: Sendable>(
        families rows: [MetricRow<Subject>], of subjects: [LabelledSubject<Subject>]
    ) {
        for row in rows { append(row, of: subjects) }
    }

    /// Adds a family whose samples, rendered without exemplars, are parts already.
    public mutating func append(_ head: FamilyHead, sharing samples: [ExpositionPart]) {
        finishTexts()
        for format in formats { finished[format, default: []] += (head.parts[format] ?? []) + samples }
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
            return append(FamilyHead(row.family), sharing: ExpositionPart.parts(of: samples))
        }
        for format in formats {
            texts[format, default: []] += FamilyHead.text(of: row.family, in: format)
            texts[format, default: []] += hasExemplars ? row.render(subjects, in: format) : samples
        }
    }

    private mutating func finishTexts() {
        if texts.isEmpty { return }
        var deflater = Deflater()
        for (format, text) in texts { finished[format, default: []] += ExpositionPart.parts(of: text, &deflater) }
        texts = [:]
    }
}
