import Testing

@testable import Exposition

struct FamilyRunTests {
    private let size = MetricRow<Int>(
        MetricFamily(name: "size_bytes", type: .gauge, help: "The \"size\".", labels: ["file"])
    ) { $1.sample(SampleValue($0)) }

    private let errors = MetricRow<Int>(
        MetricFamily(name: "errors_total", type: .counter, help: "Errors.", labels: ["file", "source"])
    ) { count, writer in
        let exemplar = Exemplar("error_uuid", "e-\(count)", time: .time(seconds: 100, nanoseconds: 500_000_000))
        writer.sample("source", "stream", SampleValue(count), exemplar: exemplar)
        writer.sample("source", "object", 0, exemplar: nil)
    }

    private let waits = MetricRow<Int>(
        MetricFamily(name: "wait_seconds", type: .histogram, help: "Waits.", labels: ["file"])
    ) { count, writer in
        writer.histogram(bounds: [60], counts: [count, 0], sum: 1.5)
    }

    @Test func `both formats have the same families`() {
        var run = FamilyRun()
        run.append(families: [size, errors, waits], of: [LabelledSubject(7, ["file": "a\"b"])])
        #expect(
            text(run, .text) == #"""
                # HELP size_bytes The "size".
                # TYPE size_bytes gauge
                size_bytes{file="a\"b"} 7
                # HELP errors_total Errors.
                # TYPE errors_total counter
                errors_total{file="a\"b",source="stream"} 7
                errors_total{file="a\"b",source="object"} 0
                # HELP wait_seconds Waits.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{file="a\"b",le="60.0"} 7
                wait_seconds_bucket{file="a\"b",le="+Inf"} 7
                wait_seconds_sum{file="a\"b"} 1.5
                wait_seconds_count{file="a\"b"} 7

                """#)
        #expect(
            text(run, .openMetrics) == #"""
                # TYPE size_bytes gauge
                # UNIT size_bytes bytes
                # HELP size_bytes The \"size\".
                size_bytes{file="a\"b"} 7
                # TYPE errors counter
                # HELP errors Errors.
                errors_total{file="a\"b",source="stream"} 7 # {error_uuid="e-7"} 1.0 100.5
                errors_total{file="a\"b",source="object"} 0
                # TYPE wait_seconds histogram
                # UNIT wait_seconds seconds
                # HELP wait_seconds Waits.
                wait_seconds_bucket{file="a\"b",le="60.0"} 7
                wait_seconds_bucket{file="a\"b",le="+Inf"} 7
                wait_seconds_sum{file="a\"b"} 1.5
                wait_seconds_count{file="a\"b"} 7

                """#)
    }

    @Test func `a family without samples is not shown`() {
        var run = FamilyRun()
        run.append(families: [size, errors], of: [])
        #expect(run.finish() == [:])
    }

    @Test func `small families share one part per format`() {
        var run = FamilyRun()
        run.append(families: [size, errors, waits], of: subjects(20))
        #expect(run.finish()[.text]?.parts.count == 1 && run.finish()[.openMetrics]?.parts.count == 1)
    }

    @Test func `both formats share the bytes of a big family's samples`() throws {
        var run = FamilyRun()
        run.append(families: [waits, size, waits], of: subjects(700))
        let text = try #require(run.finish()[.text]).parts
        let openMetrics = try #require(run.finish()[.openMetrics]).parts
        #expect(text.count == 6 && openMetrics.count == 6, "a head and the samples of each")
        for index in [1, 3, 5] { #expect(place(text[index]) == place(openMetrics[index])) }
        for index in [0, 2, 4] { #expect(place(text[index]) != place(openMetrics[index])) }
        #expect(
            text.flatMap(\.text) == [waits, size, waits].flatMap { header($0.family) + $0.render(subjects(700)) })
    }

    @Test func `exemplars appear only in OpenMetrics, however big the family`() {
        var run = FamilyRun()
        run.append(families: [errors], of: subjects(1_000))
        let plain = text(run, .text)
        let rich = text(run, .openMetrics)
        #expect(!plain.contains(" # {") && rich.split(separator: " # {").count == 1_001)
        let bare = rich.split(separator: "\n").map { $0.split(separator: " # {")[0] }
        #expect(bare.dropFirst(2).elementsEqual(plain.split(separator: "\n").dropFirst(2)))
    }

    @Test func `existing parts are shared`() {
        let samples = PartRun(text: size.render(subjects(1)))
        var run = FamilyRun()
        run.append(families: [waits], of: subjects(1))
        run.append(FamilyHead(size), sharing: samples)
        #expect(run.finish()[.text]?.parts.last.map(place) == samples.parts.last.map(place))
        #expect(run.finish()[.openMetrics]?.parts.last.map(place) == samples.parts.last.map(place))
        #expect(text(run, .text) == String(decoding: written([waits, size]), as: UTF8.self))
    }

    @Test(arguments: ExpositionFormat.allCases)
    func `a family requested in one format is rendered in that format only`(format: ExpositionFormat) {
        var run = FamilyRun(in: [format])
        run.append(families: [size, errors], of: subjects(1_000))
        var both = FamilyRun()
        both.append(families: [size, errors], of: subjects(1_000))
        #expect(Array(run.finish().keys) == [format])
        #expect(text(run, format) == text(both, format))
    }

    private func subjects(_ count: Int) -> [LabelledSubject<Int>] {
        (0..<count).map { LabelledSubject($0, ["file": "file-\($0)"]) }
    }

    /// The rows with one subject in the text format.
    private func written(_ rows: [MetricRow<Int>]) -> [UInt8] {
        rows.flatMap { header($0.family) + $0.render(subjects(1)) }
    }

    private func header(_ family: MetricFamily) -> [UInt8] {
        var writer = SampleWriter()
        writer.header(family)
        return Array(writer.text.bytes)
    }

    private func text(_ run: FamilyRun, _ format: ExpositionFormat) -> String {
        String(decoding: (run.finish()[format]?.parts ?? []).flatMap(\.text), as: UTF8.self)
    }

    private func place(_ part: ExpositionPart) -> UnsafePointer<UInt8>? {
        part.deflated.withUnsafeBufferPointer(\.baseAddress)
    }
}
