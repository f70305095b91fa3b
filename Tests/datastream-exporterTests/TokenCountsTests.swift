import Datastream
import DatastreamMetrics
import GoogleAuth
import Notation
import Testing

@testable import datastream_exporter

@Suite struct TokenCountsTests {
    @Test func `nothing is counted if no tokens are needed`() {
        #expect(TokenCounts().statistics == nil)
    }

    @Test func `refreshes and failures are counted, and the expiry is that of the last token`() {
        let counts = TokenCounts()
        counts.begin("metadata")
        var told = TokenStatistics(source: "metadata")
        #expect(counts.statistics == told)
        counts.count(.refreshed(expiry: 1_700_000_000), of: "metadata")
        counts.count(.failed(TokenFailure("because")), of: "metadata")
        told.refreshes = 1
        told.failures = 1
        told.expiry = Timestamp(seconds: 1_700_000_000)
        #expect(counts.statistics == told)
        counts.count(.refreshed(expiry: nil), of: "metadata")
        #expect(counts.statistics?.refreshes == 2 && counts.statistics?.expiry == nil)
    }
}
