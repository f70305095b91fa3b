import Testing

@testable import Exposition

struct SampleWriterTests {
    private let family = MetricFamily(name: "jobs", type: .gauge, help: "Jobs.", labels: [])

    @Test func `a sample's labels follow the subject's`() {
        #expect(written([:]) { $0.sample(1) } == "jobs 1\n")
        #expect(written(["a": "b"]) { $0.sample(1) } == "jobs{a=\"b\"} 1\n")
        #expect(written([:]) { $0.sample("own", "x", 1) } == "jobs{own=\"x\"} 1\n")
        #expect(written(["a": "b"]) { $0.sample("own", "x", 1) } == "jobs{a=\"b\",own=\"x\"} 1\n")
        #expect(written(["a": "b"]) { $0.sample(["c": "d", "e": "f"], 1) } == "jobs{a=\"b\",c=\"d\",e=\"f\"} 1\n")
        #expect(written(["a": "b"]) { $0.sample([:], 1) } == "jobs{a=\"b\"} 1\n")
        #expect(written([:]) { $0.sample([:], 1) } == "jobs 1\n")
    }

    @Test func `a histogram has cumulative buckets up to +Inf, a sum and a count`() {
        let text = written(["stream": "s"]) { $0.histogram(bounds: [0.5, 60], counts: [1, 2, 4], sum: 300.25) }
        #expect(
            text == """
                jobs_bucket{stream="s",le="0.5"} 1
                jobs_bucket{stream="s",le="60.0"} 3
                jobs_bucket{stream="s",le="+Inf"} 7
                jobs_sum{stream="s"} 300.25
                jobs_count{stream="s"} 7

                """)
    }

    @Test func `an empty histogram has every bucket at 0`() {
        let text = written([:]) { $0.histogram(bounds: [1], counts: [0, 0], sum: 0) }
        #expect(text == "jobs_bucket{le=\"1.0\"} 0\njobs_bucket{le=\"+Inf\"} 0\njobs_sum 0.0\njobs_count 0\n")
    }

    @Test(arguments: [
        ("Plain.", "Plain."),
        ("A \"quote\" stays.", "A \"quote\" stays."),
        ("back\\slash", #"back\\slash"#),
        ("two\nlines", #"two\nlines"#),
        ("two\r\nlines", "two\r\\nlines"),
        ("\\\u{301}", "\\\\\u{301}"),
        ("\\n", #"\\n"#),
    ])
    func `help stays on one line`(help: String, shown: String) {
        var writer = SampleWriter()
        writer.header(MetricFamily(name: "jobs_total", type: .counter, help: help, labels: []))
        #expect(Array(writer.text.bytes) == Array("# HELP jobs_total \(shown)\n# TYPE jobs_total counter\n".utf8))
    }

    @Test(arguments: [(MetricType.gauge, "gauge"), (.counter, "counter"), (.histogram, "histogram")])
    func `a type is spelled as the format requires`(type: MetricType, word: String) {
        var writer = SampleWriter()
        writer.header(MetricFamily(name: "m", type: type, help: "h", labels: []))
        #expect(String(decoding: writer.text.bytes, as: UTF8.self) == "# HELP m h\n# TYPE m \(word)\n")
    }

    @Test(arguments: [
        (
            "jobs_total", MetricType.counter, "Say \"hi\".\\\n",
            "# TYPE jobs counter\n" + #"# HELP jobs Say \"hi\".\\\n"# + "\n"
        ),
        (
            "cpu_seconds_total", .counter, "CPU.",
            "# TYPE cpu_seconds counter\n# UNIT cpu_seconds seconds\n# HELP cpu_seconds CPU.\n"
        ),
        (
            "size_bytes", .gauge, "Size.",
            "# TYPE size_bytes gauge\n# UNIT size_bytes bytes\n# HELP size_bytes Size.\n"
        ),
        ("wait", .histogram, "Wait.", "# TYPE wait histogram\n# HELP wait Wait.\n"),
    ])
    func `OpenMetrics gives type, unit and help, and the family name without _total`(
        name: String, type: MetricType, help: String, text: String
    ) {
        var writer = SampleWriter(.openMetrics)
        writer.header(MetricFamily(name: name, type: type, help: help, labels: []))
        #expect(String(decoding: writer.text.bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [
        (ExpositionFormat.text, MetricType.counter, "jobs_total{a=\"b\",own=\"x\"} 2\n"),
        (.text, .gauge, "jobs_total{a=\"b\",own=\"x\"} 2\n"),
        (.openMetrics, .gauge, "jobs_total{a=\"b\",own=\"x\"} 2\n"),
        (.openMetrics, .counter, "jobs_total{a=\"b\",own=\"x\"} 2 # {id=\"7\"} 1.0 5.5\n"),
    ])
    func `only a counter in OpenMetrics has an exemplar`(format: ExpositionFormat, type: MetricType, text: String) {
        var writer = SampleWriter(format)
        writer.begin(
            MetricFamily(name: "jobs_total", type: type, help: "h", labels: ["a", "own"]), sharing: ["a": "b"])
        writer.sample("own", "x", 2, exemplar: Exemplar("id", "7", time: .time(seconds: 5, nanoseconds: 500_000_000)))
        #expect(writer.hasExemplars == text.contains("#"))
        #expect(String(decoding: writer.text.bytes, as: UTF8.self) == text)
        writer.removeAll()
        writer.sample("own", "x", 2, exemplar: nil)
        #expect(writer.hasExemplars == false)
        #expect(String(decoding: writer.text.bytes, as: UTF8.self) == "jobs_total{a=\"b\",own=\"x\"} 2\n")
    }

    @Test func `labels shared by all subjects precede each subject's own`() {
        var writer = SampleWriter()
        writer.begin(family, sharing: ["shared": "s"])
        for own in [["a": "1"], [:]] as [RenderedLabels] {
            own.bytes.withUnsafeBytes { writer.subject($0) { $0.sample("own", "x", 1) } }
        }
        writer.sample(2)
        #expect(
            String(decoding: writer.text.bytes, as: UTF8.self)
                == "jobs{shared=\"s\",a=\"1\",own=\"x\"} 1\njobs{shared=\"s\",own=\"x\"} 1\njobs{shared=\"s\"} 2\n")
    }

    @Test func `removed text is not written again`() {
        var writer = SampleWriter()
        writer.begin(family)
        writer.sample(1)
        #expect(Array(writer.text.bytes) == Array("jobs 1\n".utf8))
        writer.removeAll()
        #expect(writer.text.count == 0)
        writer.sample(2)
        #expect(Array(writer.text.bytes) == Array("jobs 2\n".utf8))
    }

    private func written(_ identity: RenderedLabels, _ write: (inout SampleWriter) -> Void) -> String {
        var writer = SampleWriter()
        writer.begin(family)
        identity.bytes.withUnsafeBytes { writer.subject($0, write) }
        return String(decoding: writer.text.bytes, as: UTF8.self)
    }
}
