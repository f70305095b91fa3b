import Exposition
import Testing

@testable import DatastreamMetrics

struct ExporterMetricsTests {
    @Test func `the build, the settings and what is hidden`() {
        let status = ExporterStatus(identity: build, objectLimit: 20_000, skippedTicks: 2, dropped: [.limit: 7])
        #expect(
            samples(exporterMetrics, of: status) == """
                datastream_exporter_build_info{version="0.1.0",revision="abc",branch="main",swiftversion="6.3.1",goos="linux",goarch="amd64"} 1
                datastream_exporter_poll_interval_seconds 60.0
                datastream_exporter_polls_skipped_total 2
                datastream_exporter_objects_dropped{reason="detail"} 0
                datastream_exporter_objects_dropped{reason="filter"} 0
                datastream_exporter_objects_dropped{reason="limit"} 7
                datastream_exporter_object_limit 20000

                """)
    }

    @Test func `a project's locations that were not reached`() {
        #expect(
            samples(projectMetrics, of: ProjectStatus(unreachable: 2), ["gcp_project": "acme"])
                == "datastream_exporter_unreachable_locations{gcp_project=\"acme\"} 2\n")
    }
}
