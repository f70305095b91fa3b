import Exposition
import Testing

@testable import DatastreamMetrics

struct MetricGroupFamiliesTests {
    @Test(arguments: [
        ("datastream_up", MetricGroup.stream), ("datastream_streams", .stream), ("datastream_stream_info", .stream),
        ("datastream_stream_objects", .stream), ("datastream_stream_object_errors", .stream),
        ("datastream_objects_appeared_total", .stream), ("datastream_backfill_duration_seconds", .stream),
        ("datastream_object_info", .object), ("datastream_object_backfill_errors", .object),
        ("datastream_exporter_build_info", .exporter), ("datastream_exporter_objects_dropped", .exporter),
        ("process_cpu_seconds_total", .exporter),
    ])
    func `a family's name tells its group`(name: String, group: MetricGroup) {
        #expect(MetricGroup(of: MetricFamily(name: name, type: .gauge, help: "h", labels: [])) == group)
    }

    @Test func `a group is requested by its name`() {
        #expect(MetricGroup.all.map(\.rawValue) == ["stream", "object", "exporter"])
    }

    @Test func `each group's families are contiguous in the catalog`() {
        let groups = Catalog.families.map { MetricGroup(of: $0) }
        let changes = zip(groups, groups.dropFirst()).filter { $0 != $1 }
        #expect(groups.first == .stream && changes.map(\.1) == [.object, .exporter])
    }

    @Test func `a table with rows of several groups is split`() {
        let rows = ["datastream_up", "process_open_fds", "datastream_object_info", "datastream_streams"].map { name in
            RowShapes<Int>(identity: []).gauge(name, "h") { SampleValue($0) }
        }
        var exposition = Exposition()
        exposition.append(families: rows, of: [LabelledSubject(1, [:])])
        #expect(
            exposition.lines(of: "datastream_") == [
                "datastream_up 1", "datastream_streams 1", "datastream_object_info 1",
            ])
        #expect(exposition.body(of: [.exporter], in: .text).string.hasSuffix("gauge\nprocess_open_fds 1\n"))
    }
}
