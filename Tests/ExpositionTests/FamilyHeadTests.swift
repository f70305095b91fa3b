import Testing

@testable import Exposition

struct FamilyHeadTests {
    @Test(arguments: [
        (ExpositionFormat.text, "# HELP cpu_seconds_total CPU.\n# TYPE cpu_seconds_total counter\n"),
        (.openMetrics, "# TYPE cpu_seconds counter\n# UNIT cpu_seconds seconds\n# HELP cpu_seconds CPU.\n"),
    ])
    func `a family's head is one part in each format`(format: ExpositionFormat, text: String) throws {
        let family = MetricFamily(name: "cpu_seconds_total", type: .counter, help: "CPU.", labels: [])
        let row = MetricRow<Int>(family) { _, _ in }
        let parts = try #require(FamilyHead(row).runs[format]).parts
        #expect(parts.count == 1 && parts.first?.text == Array(text.utf8))
    }
}
