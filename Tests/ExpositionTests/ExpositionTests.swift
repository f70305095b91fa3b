import Testing

@testable import Exposition

struct ExpositionTests {
    /// Three groups; the second is in two places, the third is big.
    private static let exposition: Exposition = {
        var exposition = Exposition()
        for (group, name, count) in [
            ("a", "first_total", 3), ("b", "second", 1), ("c", "big", 2_000), ("b", "last", 2),
        ] {
            let type: MetricType = name.hasSuffix("_total") ? .counter : .gauge
            let row = MetricRow<Int>(MetricFamily(name: name, type: type, help: "Help.", labels: ["n"])) {
                $1.sample(SampleValue($0))
            }
            var run = FamilyRun()
            run.append(families: [row], of: (0..<count).map { LabelledSubject($0, ["n": "\($0)"]) })
            exposition.append(run, to: MetricGroup(rawValue: group))
        }
        return exposition
    }()

    private static let subsets = ["", "a", "b", "c", "ab", "ac", "bc", "abc"]

    private static func groups(_ names: String) -> Set<MetricGroup> {
        Set(names.map { MetricGroup(rawValue: String($0)) })
    }

    @Test func `a body has the requested groups in the catalog's order`() {
        #expect(
            text("ab", .text) == """
                # HELP first_total Help.
                # TYPE first_total counter
                first_total{n="0"} 0
                first_total{n="1"} 1
                first_total{n="2"} 2
                # HELP second Help.
                # TYPE second gauge
                second{n="0"} 0
                # HELP last Help.
                # TYPE last gauge
                last{n="0"} 0
                last{n="1"} 1

                """)
        #expect(
            text("ab", .openMetrics) == """
                # TYPE first counter
                # HELP first Help.
                first_total{n="0"} 0
                first_total{n="1"} 1
                first_total{n="2"} 2
                # TYPE second gauge
                # HELP second Help.
                second{n="0"} 0
                # TYPE last gauge
                # HELP last Help.
                last{n="0"} 0
                last{n="1"} 1
                # EOF

                """)
    }

    @Test func `the trailing part comes before the end marker`() {
        let live = PartRun(text: Array("live 1\n".utf8))
        for format in ExpositionFormat.allCases {
            let body = Self.exposition.body(of: [], in: format, followedBy: live)
            #expect(body.text == Array((format == .text ? "live 1\n" : "live 1\n# EOF\n").utf8))
        }
    }

    @Test func `without groups there is only the end marker`() {
        #expect(text("", .text) == "")
        #expect(text("", .openMetrics) == "# EOF\n")
        #expect(Exposition().body(of: Self.groups("abc"), in: .text).parts == [])
    }

    @Test func `a body copies nothing`() {
        let one = Self.exposition.body(of: Self.groups("abc"), in: .text).parts.map(place)
        let again = Self.exposition.body(of: Self.groups("c"), in: .text).parts.map(place)
        let other = Self.exposition.body(of: Self.groups("c"), in: .openMetrics).parts.map(place)
        #expect(Set(again).isSubset(of: one))
        #expect(again.count == 2 && Set(again).intersection(other).count == 1, "the samples of the big family")
    }

    @Test(arguments: subsets, ExpositionFormat.allCases)
    func `any groups in any format make a single gzip member`(names: String, format: ExpositionFormat) throws {
        let body = Self.exposition.body(of: Self.groups(names), in: format)
        let member = (0..<body.gzipPieceCount).flatMap { body.gzipPiece($0) }
        #expect(member.count == body.gzipCount)
        for tool in GunzipTool.allCases { #expect(try tool.inflate(member) == body.text) }
    }

    private func text(_ names: String, _ format: ExpositionFormat) -> String {
        String(decoding: Self.exposition.body(of: Self.groups(names), in: format).text, as: UTF8.self)
    }

    private func place(_ part: ExpositionPart) -> UnsafePointer<UInt8>? {
        part.deflated.withUnsafeBufferPointer(\.baseAddress)
    }
}
