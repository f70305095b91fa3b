import Testing

@testable import Exposition

struct SampleWriterTests {
    private let family = MetricFamily(name: "jobs", type: .gauge, help: "Jobs.", labels: [])

    @Test func `the labels of a sample are the subject's and then its own`() {
        #expect(written([:]) { $0.sample(1) } == "jobs 1\n")
        #expect(written(["a": "b"]) { $0.sample(1) } == "jobs{a=\"b\"} 1\n")
        #expect(written([:]) { $0.sample("own", "x", 1) } == "jobs{own=\"x\"} 1\n")
        #expect(written(["a": "b"]) { $0.sample("own", "x", 1) } == "jobs{a=\"b\",own=\"x\"} 1\n")
        #expect(written(["a": "b"]) { $0.sample(["c": "d", "e": "f"], 1) } == "jobs{a=\"b\",c=\"d\",e=\"f\"} 1\n")
        #expect(written(["a": "b"]) { $0.sample([:], 1) } == "jobs{a=\"b\"} 1\n")
        #expect(written([:]) { $0.sample([:], 1) } == "jobs 1\n")
    }

    @Test func `a histogram adds its buckets up and ends in infinity, sum and count`() {
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

    @Test func `an empty histogram shows every bucket at 0`() {
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
    func `help is one line`(help: String, shown: String) {
        var writer = SampleWriter()
        writer.header(MetricFamily(name: "jobs_total", type: .counter, help: help, labels: []))
        #expect(writer.bytes == Array("# HELP jobs_total \(shown)\n# TYPE jobs_total counter\n".utf8))
    }

    @Test(arguments: [(MetricType.gauge, "gauge"), (.counter, "counter"), (.histogram, "histogram")])
    func `a type has the format's word`(type: MetricType, word: String) {
        var writer = SampleWriter()
        writer.header(MetricFamily(name: "m", type: type, help: "h", labels: []))
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "# HELP m h\n# TYPE m \(word)\n")
    }

    @Test func `what was taken is not written again`() {
        var writer = SampleWriter()
        writer.begin(family)
        writer.sample(1)
        #expect(writer.take() == Array("jobs 1\n".utf8))
        #expect(writer.take() == [])
        writer.sample(2)
        #expect(writer.take() == Array("jobs 2\n".utf8))
    }

    private func written(_ identity: RenderedLabels, _ write: (inout SampleWriter) -> Void) -> String {
        var writer = SampleWriter()
        writer.begin(family)
        writer.identity = identity
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
