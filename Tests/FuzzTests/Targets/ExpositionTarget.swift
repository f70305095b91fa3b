@testable import Exposition

/// Families with any labels, values, help and exemplars: both formats show the samples that were written, and the gzip
/// body inflates to the plain one.
enum ExpositionTarget {
    /// A sample to write.
    private struct Sample: Sendable {
        var label: String
        var value: SampleValue
        var exemplar: String
    }

    private static let types: [MetricType] = [.gauge, .counter, .histogram]

    static func run(_ bytes: [UInt8]) throws {
        var input = InputReader(bytes)
        var exposition = Exposition()
        var written: [ScrapedText.Sample] = []
        var helps: [String: String] = [:]
        var number = 0
        while !input.isAtEnd, number < 20 {
            let type = types[Int(input.byte()) % types.count]
            let name = "family_\(number)" + (type == .counter ? "_total" : "_seconds")
            let help = input.text()
            let family = MetricFamily(name: name, type: type, help: help, labels: ["subject", "label"])
            let subject = input.text()
            let samples = Self.samples(&input)
            let row = MetricRow<[Sample]>(family) { samples, writer in
                for sample in samples {
                    writer.sample(
                        "label", sample.label, sample.value, exemplar: Exemplar("id", sample.exemplar, time: 1))
                }
            }
            var run = FamilyRun()
            run.append(families: [row], of: [LabelledSubject(samples, ["subject": subject])])
            exposition.append(run, to: MetricGroup(rawValue: "group_\(number % 2)"))
            for sample in samples {
                let hasExemplar = type == .counter && Exemplar("id", sample.exemplar) != nil
                written.append(
                    ScrapedText.Sample(
                        name: name, labels: [["subject", subject], ["label", sample.label]],
                        value: Self.text(sample.value),
                        exemplar: hasExemplar ? [["id", sample.exemplar]] : nil))
            }
            if !samples.isEmpty { helps[name] = help }
            number += 1
        }
        for format in ExpositionFormat.allCases { try check(exposition, format, written, helps) }
    }

    private static func samples(_ input: inout InputReader) -> [Sample] {
        // A big family takes another way through the writer.
        let count = Int(input.byte())
        let copies = count == 255 ? 100 : 1
        return (0..<count % 8).flatMap { _ in
            let value: SampleValue =
                switch input.byte() % 3 {
                case 0: .integer(Int64(bitPattern: input.number(bytes: 8)))
                case 1: .real(Double(bitPattern: input.number(bytes: 8)))
                default:
                    .time(
                        seconds: Int64(bitPattern: input.number(bytes: 8)),
                        nanoseconds: Int32(input.number(bytes: 4) % 1_000_000_000))
                }
            let sample = Sample(label: input.text(), value: value, exemplar: input.text())
            return Array(repeating: sample, count: copies)
        }
    }

    /// The value as Prometheus' formats define it.
    private static func text(_ value: SampleValue) -> String {
        switch value {
        case .integer(let number): return "\(number)"
        case .real(let number) where number.isNaN: return "NaN"
        case .real(.infinity): return "+Inf"
        case .real(-.infinity): return "-Inf"
        case .real(let number): return "\(number)"
        case .time(let seconds, 0): return "\(seconds)"
        case .time(let seconds, let nanoseconds) where seconds < 0:
            return "\(Double(seconds) + Double(nanoseconds) / 1e9)"
        case .time(let seconds, let nanoseconds):
            var digits = "\(nanoseconds)"
            digits = String(repeating: "0", count: 9 - digits.count) + digits
            while digits.hasSuffix("0") { digits.removeLast() }
            return "\(seconds).\(digits)"
        }
    }

    private static func check(
        _ exposition: Exposition, _ format: ExpositionFormat, _ written: [ScrapedText.Sample],
        _ helps: [String: String]
    ) throws {
        let groups: Set = [MetricGroup(rawValue: "group_0"), MetricGroup(rawValue: "group_1")]
        let body = exposition.body(of: groups, in: format)
        let text = body.text
        let isOpenMetrics = format == .openMetrics
        let read = try ScrapedText(text, isOpenMetrics: isOpenMetrics)
        let expected = written.map { sample in
            var sample = sample
            if !isOpenMetrics { sample.exemplar = nil }
            return sample
        }
        try demandSame(read.samples, expected, "other samples are read than were written")
        for (name, help) in helps {
            let name = isOpenMetrics && name.hasSuffix("_total") ? String(name.dropLast(6)) : name
            try demandSame(read.helps[name], escaped(help, quotes: isOpenMetrics), "another help of \(name)")
            try demand(read.types[name] != nil, "no type of \(name)")
        }
        try demandSame(body.textCount, text.count, "the length of the text is wrong")
        let member = (0..<body.gzipPieceCount).flatMap(body.gzipPiece)
        try demandSame(body.gzipCount, member.count, "the length of the gzip member is wrong")
        let inflated = ZlibOracle.inflate(member, limit: text.count + 1)
        try demand(inflated == text, "the gzip member inflates to another text")
        // A group alone is a part of the whole.
        let part = exposition.body(of: [MetricGroup(rawValue: "group_1")], in: format).text
        let own = try ScrapedText(part, isOpenMetrics: isOpenMetrics).samples
        let others = expected.filter { sample in !own.contains { $0.name == sample.name } }
        try demandSame(own.count + others.count, expected.count, "a group shows half a family")
    }

    private static func escaped(_ help: String, quotes: Bool) -> String {
        let text = help.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "\\"): Array("\\\\".utf8)
            case 0x0A: Array("\\n".utf8)
            case UInt8(ascii: "\"") where quotes: Array("\\\"".utf8)
            default: [byte]
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
