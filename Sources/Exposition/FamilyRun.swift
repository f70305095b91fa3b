/// A sequence of families, as parts in each requested format.
///
/// Small families are joined into one text per format. The samples of a big family are the same parts in all formats,
/// because only its head differs: they are rendered, compressed and kept once.
package struct FamilyRun: Sendable {
    /// Bytes of samples from which a family is big: separate parts then cost less than compressing the samples twice.
    static let bigBytes = 16 * 1_024

    private let formats: [ExpositionFormat]
    private var finished: [ExpositionFormat: PartRun] = [:]
    /// Text after the finished parts that is not compressed yet.
    private var texts: [ExpositionFormat: [UInt8]] = [:]

    /// Creates an empty run.
    package init(in formats: [ExpositionFormat] = ExpositionFormat.allCases) { self.formats = formats }

    /// Compresses the remaining text and returns all parts by format.
    package consuming func finish() -> [ExpositionFormat: PartRun] {
        finishTexts()
        return finished
    }

    /// Adds the families that have samples for at least one subject.
    package mutating func append<Subject: Sendable>(
        families rows: [MetricRow<Subject>], of subjects: [LabelledSubject<Subject>]
    ) {
        if subjects.isEmpty { return }
        var writer = SampleWriter(.openMetrics)
        for row in rows {
            writer.removeAll()
            row.write(subjects, into: &writer)
            append(row, of: subjects, writer)
        }
    }

    /// Adds a family whose samples are already parts, rendered without exemplars.
    package mutating func append(_ head: FamilyHead, sharing samples: PartRun) {
        finishTexts()
        for format in formats {
            if let head = head.runs[format] { finished[format, default: PartRun()].append(head) }
            finished[format, default: PartRun()].append(samples)
        }
    }

    private mutating func append<Subject: Sendable>(
        _ row: MetricRow<Subject>, of subjects: [LabelledSubject<Subject>], _ writer: borrowing SampleWriter
    ) {
        let samples = writer.text.bytes
        if samples.isEmpty { return }
        if !writer.hasExemplars, formats.count > 1, samples.count >= Self.bigBytes {
            return append(FamilyHead(row), sharing: PartRun(text: Array(samples)))
        }
        for format in formats {
            texts[format, default: []] += row.heads[format]
            if writer.hasExemplars {
                texts[format, default: []] += row.render(subjects, in: format)
            } else {
                texts[format, default: []] += samples
            }
        }
    }

    private mutating func finishTexts() {
        for (format, text) in texts { finished[format, default: PartRun()].append(PartRun(text: text)) }
        texts = [:]
    }
}
