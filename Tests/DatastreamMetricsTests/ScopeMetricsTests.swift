import Datastream
import Exposition
import Testing

@testable import DatastreamMetrics

struct ScopeMetricsTests {
    @Test func `a location with streams is shown with their number`() {
        #expect(
            samples(
                scopeMetrics, of: ScopeStatus(isUp: true, streams: [.running: 2, .unknown: 1]), ["gcp_project": "acme"])
                    == """
                    datastream_up{gcp_project="acme"} 1
                    datastream_streams{gcp_project="acme",state="NOT_STARTED"} 0
                    datastream_streams{gcp_project="acme",state="RUNNING"} 2
                    datastream_streams{gcp_project="acme",state="PAUSED"} 0
                    datastream_streams{gcp_project="acme",state="MAINTENANCE"} 0
                    datastream_streams{gcp_project="acme",state="FAILED"} 0
                    datastream_streams{gcp_project="acme",state="FAILED_PERMANENTLY"} 0
                    datastream_streams{gcp_project="acme",state="STARTING"} 0
                    datastream_streams{gcp_project="acme",state="DRAINING"} 0
                    datastream_streams{gcp_project="acme",state="UNKNOWN"} 1

                    """)
    }

    @Test func `a location without a finished poll has no up sample`() {
        #expect(samples(scopeMetrics, of: ScopeStatus(isUp: nil, streams: nil)) == "")
    }

    @Test func `a failing location is down`() {
        #expect(samples(scopeMetrics, of: ScopeStatus(isUp: false, streams: nil)) == "datastream_up 0\n")
    }
}
