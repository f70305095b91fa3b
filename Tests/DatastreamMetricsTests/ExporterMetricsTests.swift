import Datastream
import Exposition
import Ledger
import Testing

@testable import DatastreamMetrics

struct ExporterMetricsTests {
    @Test func `the build, the settings and the hidden objects are shown`() throws {
        var identity = build
        identity.shard = try #require(Shard(ordinal: 2, of: 3))
        var ledgers = Ledgers()
        ledgers.refused(.write)
        let status = ExporterStatus(
            identity: identity, objectLimit: 20_000, skippedTicks: 2, dropped: [.limit: 7], ledgers: ledgers)
        #expect(
            samples(exporterMetrics, of: status) == """
                datastream_exporter_build_info{version="0.1.0",revision="abc",branch="main",swiftversion="6.3.1",goos="linux",goarch="amd64"} 1
                datastream_exporter_poll_interval_seconds 60.0
                datastream_exporter_polls_skipped_total 2
                datastream_exporter_objects_dropped{reason="detail"} 0
                datastream_exporter_objects_dropped{reason="filter"} 0
                datastream_exporter_objects_dropped{reason="limit"} 7
                datastream_exporter_object_limit 20000
                datastream_exporter_total_shards 3
                datastream_exporter_shard_ordinal{shard_ordinal="2"} 2
                datastream_exporter_ledger_durable 0
                datastream_exporter_ledger_errors_total{op="open"} 0
                datastream_exporter_ledger_errors_total{op="read"} 0
                datastream_exporter_ledger_errors_total{op="write"} 1

                """)
    }

    @Test func `a project's streams and unreachable locations are counted`() {
        let searched = ProjectStatus(unreachable: 2, found: 7, selected: 0)
        #expect(
            samples(projectMetrics, of: searched, ["gcp_project": "acme"]) == """
                datastream_exporter_unreachable_locations{gcp_project="acme"} 2
                datastream_exporter_streams_discovered{gcp_project="acme"} 7
                datastream_exporter_streams_selected{gcp_project="acme"} 0

                """)
        #expect(samples(projectMetrics, of: ProjectStatus(unreachable: nil, found: nil, selected: nil)) == "")
    }
}
