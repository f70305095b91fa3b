import Testing

/// The second reader of expositions must itself see what is wrong.
@Suite struct ScrapedTextTests {
    private static func read(_ text: String, isOpenMetrics: Bool = false) throws -> ScrapedText {
        try ScrapedText(Array(text.utf8), isOpenMetrics: isOpenMetrics)
    }

    @Test func `it reads names, labels, values and exemplars`() throws {
        let text = """
            # TYPE a counter
            # HELP a What it is.
            a_total{x="1\\n\\"\\\\",y=""} 5 # {id="u"} 1.0 1
            a_total 6
            # EOF

            """
        let read = try Self.read(text, isOpenMetrics: true)
        #expect(read.types == ["a": "counter"])
        #expect(read.helps == ["a": "What it is."])
        #expect(
            read.samples == [
                ScrapedText.Sample(
                    name: "a_total", labels: [["x", "1\n\"\\"], ["y", ""]], value: "5", exemplar: [["id", "u"]]),
                ScrapedText.Sample(name: "a_total", labels: [], value: "6", exemplar: nil),
            ])
    }

    @Test(arguments: [
        "a 1", "a{x=\"1\\t\"} 1\n", "a{x=\"1} 1\n", "a{x=1} 1\n", "a{x=\"1\"}1\n", "a 1 2\n",
        "# TYPE a gauge\n# TYPE a gauge\na 1\n", "# TYPE a\na 1\n", "# NOTE a b\n",
    ])
    func `it refuses what no format allows`(text: String) {
        #expect(throws: Violation.self) { try Self.read(text) }
    }

    @Test func `it misses the end of OpenMetrics`() {
        #expect(throws: Violation.self) { try Self.read("a 1\n", isOpenMetrics: true) }
    }
}
