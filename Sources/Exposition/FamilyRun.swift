/// Families one after the other, as parts in each format that is asked for.
///
/// Small families are put together to one text a format. The samples of a big one are the same parts in all formats, since
/// only its head differs: they are rendered and compressed once, and kept once.
package struct FamilyRun: Sendable {
    /// Bytes of samples from which a family is a big one: parts of its own cost less than to compress it twice.
    static let bigBytes = 16 * 1_024

    private let formats: [ExpositionFormat]
    private var finished: [ExpositionFormat: PartRun] = [:]
    /// What follows the finished parts and is not compressed yet.
    private var texts: [ExpositionFormat: [UInt8]] = [:]

    /// No families yet.
    package init(in formats: [ExpositionFormat] = ExpositionFormat.allCases) { self.formats = formats }

    /// Compresses what is no part yet, and gives all parts by format.
    package consuming func finish() -> [ExpositionFormat: PartRun] {
        finishTexts()
        return finished
    }

    /// Adds the families of which some subjects have samples.
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

    /// Adds a family whose samples, rendered without exemplars, are parts already.
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
            return append(FamilyHead(row.family), sharing: PartRun(text: Array(samples)))
        }
        for format in formats {
            texts[format, default: []] += FamilyHead.text(of: row.family, in: format)
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
