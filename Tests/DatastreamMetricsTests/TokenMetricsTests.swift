import Datastream
import Exposition
import Notation
import Testing

@testable import DatastreamMetrics

struct TokenMetricsTests {
    @Test func `tokens from a file are counted`() {
        var tokens = TokenStatistics(source: "access_token_file")
        tokens.refreshes = 3
        tokens.failures = 1
        tokens.expiry = Timestamp(seconds: 1_795_428_000)
        #expect(
            samples(tokenMetrics, of: tokens, ["source": "access_token_file"]) == """
                datastream_exporter_token_refreshes_total{source="access_token_file"} 3
                datastream_exporter_token_refresh_failures_total{source="access_token_file"} 1
                datastream_exporter_token_expiry_timestamp_seconds{source="access_token_file"} 1795428000

                """)
    }

    @Test func `a token without a known expiry has no expiry sample`() {
        #expect(
            samples(tokenMetrics, of: TokenStatistics(source: "metadata"), ["source": "metadata"]) == """
                datastream_exporter_token_refreshes_total{source="metadata"} 0
                datastream_exporter_token_refresh_failures_total{source="metadata"} 0

                """)
    }
}
