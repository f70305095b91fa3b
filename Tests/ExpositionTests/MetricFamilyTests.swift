import Exposition
import Testing

struct MetricFamilyTests {
    @Test(
        arguments: [
            ("polls_total", MetricType.counter, "polls", nil),
            ("cpu_seconds_total", .counter, "cpu_seconds", "seconds"),
            ("read_bytes_total", .counter, "read_bytes", "bytes"),
            ("size_bytes", .gauge, "size_bytes", "bytes"),
            ("wait_seconds", .histogram, "wait_seconds", "seconds"),
            ("objects", .gauge, "objects", nil),
            ("seconds", .gauge, "seconds", nil),
            ("milliseconds", .gauge, "milliseconds", nil),
            ("size_bytes_max", .gauge, "size_bytes_max", nil),
            ("grand_total", .gauge, "grand_total", nil),
            ("grand_total", .counter, "grand", nil),
            ("odd", .counter, "odd", nil),
        ] as [(String, MetricType, String, String?)])
    func `OpenMetrics names a family without _total and declares its unit`(
        name: String, type: MetricType, shown: String, unit: String?
    ) {
        let family = MetricFamily(name: name, type: type, help: "h", labels: [])
        #expect(family.name(in: .openMetrics) == shown)
        #expect(family.name(in: .text) == name)
        #expect(family.unit == unit)
    }
}
