import Datastream
import Exposition
import Notation
import Testing

@testable import DatastreamMetrics

struct RowShapesTests {
    private let table = RowShapes<Int?>(identity: ["stream"])

    @Test func `a row's labels follow the subject's`() {
        #expect(table.gauge("g", "h") { _ in nil }.family.labels == ["stream"])
        #expect(table.info("i", "h", ["a": { _ in "" }, "b": { _ in "" }]).family.labels == ["stream", "a", "b"])
        #expect(
            table.reasons("r", "h") { (_: Int?) -> ReasonCounts in ReasonCounts([]) }.family.labels == [
                "stream", "reason",
            ])
        #expect(
            table.counts("c_total", "Help.", "field") { _ in [:] }.family
                == MetricFamily(name: "c_total", type: .counter, help: "Help.", labels: ["stream", "field"]))
    }

    @Test func `a reading of nil writes nothing`() {
        let rows = [
            table.gauge("g", "h") { $0.map(SampleValue.init) },
            table.counter("c_total", "h") { $0.map(SampleValue.init) },
            table.timestamp("t", "h") { $0.map { Timestamp(seconds: Int64($0)) } },
            table.each("e", .gauge, "h", "state", of: BackfillState.allCases) { value, _ in value.map(SampleValue.init)
            },
        ]
        #expect(samples(rows, of: nil) == "")
        #expect(
            samples(Array(rows.prefix(3)), of: 0, ["stream": "s"])
                == "g{stream=\"s\"} 0\nc_total{stream=\"s\"} 0\nt{stream=\"s\"} 0\n")
    }

    @Test func `counts are ordered by their texts`() {
        let row = table.counts("c_total", "h", "field") { _ in ["b": 1, "a": 2] }
        #expect(samples([row], of: nil) == "c_total{field=\"a\"} 2\nc_total{field=\"b\"} 1\n")
    }

    @Test func `the texts of an info metric are bounded`() {
        let row = table.info("i_info", "h", ["a": { _ in "x\0" + String(repeating: "y", count: 2_000) }])
        let text = samples([row], of: nil)
        #expect(text.hasPrefix("i_info{a=\"x\u{FFFD}yyy"))
        #expect(text.utf8.count <= LabelText.maximumBytes + "i_info{a=\"\"} 1\n".utf8.count)
    }

    @Test(arguments: [
        (Timestamp(seconds: 1), "1"), (Timestamp(seconds: 1, nanoseconds: 120_000_000), "1.12"),
        (Timestamp(seconds: -1, nanoseconds: 750_000_000), "-0.25"),
        (Timestamp(seconds: 1_795_428_000, nanoseconds: 123_456_789), "1795428000.123456789"),
        (Timestamp(seconds: -62_135_596_800), "-62135596800"),
    ])
    func `a time is exact Unix time`(moment: Timestamp, text: String) {
        #expect(samples([table.timestamp("t", "h") { _ in moment }], of: nil) == "t \(text)\n")
    }

    @Test func `a row takes subjects for the same only if it reads the same of them`() {
        let reading = [
            table.gauge("g", "h") { $0.map { SampleValue($0 / 10) } },
            table.timestamp("t", "h") { $0.map { Timestamp(seconds: Int64($0 / 10)) } },
            table.each("e", .gauge, "h", "state", of: BackfillState.allCases) { value, state in
                state == .failed ? value.map { SampleValue($0 / 10) } : 0
            },
            table.reasons("r", "h") { value -> ([ReportedError], Set<LabelText>?) in
                (value.map { [ReportedError(reason: "R\($0 / 10)")] } ?? [], nil)
            },
        ]
        for row in reading {
            #expect(row.areSame(11, 12) && row.areSame(nil, nil), "\(row.family.name)")
            #expect(!row.areSame(9, 10) && !row.areSame(9, nil) && !row.areSame(nil, 0), "\(row.family.name)")
        }
        let free = table.row("f", .gauge, "h") { _, writer in writer.sample(1) }
        #expect(!free.areSame(1, 1), "nobody knows what it reads")
    }
}
