import Exposition
import Testing

struct MetricRowTests {
    private let row = MetricRow<Int?>(
        MetricFamily(name: "size_bytes", type: .gauge, help: "Size.", labels: ["file"])
    ) { size, writer in
        if let size { writer.sample(SampleValue(size)) }
    }

    @Test func `each subject's samples carry its labels, in the order of the subjects`() {
        let text = row.render([
            LabelledSubject(7, ["file": "b"]), LabelledSubject(nil, ["file": "none"]),
            LabelledSubject(0, ["file": "a"]),
        ])
        #expect(String(decoding: text, as: UTF8.self) == "size_bytes{file=\"b\"} 7\nsize_bytes{file=\"a\"} 0\n")
    }

    @Test func `labels added for one subject do not leak to the next`() {
        let row = MetricRow<Int>(row.family) { value, writer in
            if value == 1 { writer.sample("own", "x", SampleValue(value)) } else { writer.sample(SampleValue(value)) }
        }
        let text = row.render([LabelledSubject(1, ["file": "a"]), LabelledSubject(2, ["file": "b"])])
        #expect(
            String(decoding: text, as: UTF8.self) == "size_bytes{file=\"a\",own=\"x\"} 1\nsize_bytes{file=\"b\"} 2\n")
    }

    @Test func `without subjects there is no text`() {
        #expect(row.render([]) == [])
    }
}
