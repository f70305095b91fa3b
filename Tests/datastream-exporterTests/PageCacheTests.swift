import Bookkeeping
import Datastream
import DatastreamMetrics
import Exposition
import Notation
import Polling
import TestSupport
import Testing

@testable import StatusPage
@testable import datastream_exporter

struct PageCacheTests {
    @Test func `the page is rendered once a second, and shows the time of rendering`() {
        let clock = TestClock(start: Timestamp(seconds: 0))
        let cache = PageCache(telemetryPath: "/metrics", clock: clock.clock)
        func page(_ project: String) -> String {
            var report = StatusReport()
            report.unlisted = [project]
            let published = Published(exposition: Exposition(), report: report, isReady: true, version: 0)
            return String(decoding: cache.bytes(of: published), as: UTF8.self)
        }
        #expect(page("first").contains("first"))
        clock.set(.milliseconds(999))
        #expect(page("second").contains("first"))
        clock.set(.seconds(1))
        let later = page("second")
        #expect(later.contains("second") && later.contains("1970-01-01T00:00:01Z"))
    }
}
