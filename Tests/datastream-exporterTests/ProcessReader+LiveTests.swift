import DatastreamMetrics
import Testing

@testable import datastream_exporter

@Suite struct ProcessReaderLiveTests {
    @Test func `the running process has all process metrics`() {
        let statistics = ProcessReader.live.statistics()
        #expect((statistics.residentBytes ?? 0) > 1_000_000)
        #expect((statistics.openDescriptors ?? 0) > 2)
        #expect((statistics.startTime ?? 0) > 1_600_000_000)
        #expect(statistics.cpu != nil && statistics.maximumDescriptors != nil)
    }
}
