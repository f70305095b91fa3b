import Datastream
import DatastreamMetrics
import Exposition
import Notation
import Polling
import Synchronization
import System
import Testing

@testable import StatusPage
@testable import datastream_exporter

struct PageCacheTests {
    @Test func `the page is rendered once a second, with the time of its rendering`() {
        let uptime = Mutex(Duration.zero)
        let seconds: @Sendable () -> Int64 = { uptime.withLock { $0.components.seconds } }
        let clock = SystemClock(
            uptime: { uptime.withLock { $0 } }, now: { Timestamp(seconds: seconds()) },
            sleep: { _ throws(CancellationError) in }, random: { 0 })
        let cache = PageCache(telemetryPath: "/metrics", clock: clock)
        func page(_ project: String) -> String {
            var report = StatusReport()
            report.unlisted = [project]
            let published = Published(exposition: Exposition(), report: report, isReady: true, version: 0)
            return String(decoding: cache.bytes(of: published), as: UTF8.self)
        }
        #expect(page("first").contains("first"))
        uptime.withLock { $0 = .milliseconds(999) }
        #expect(page("second").contains("first"))
        uptime.withLock { $0 = .seconds(1) }
        let later = page("second")
        #expect(later.contains("second") && later.contains("1970-01-01T00:00:01Z"))
    }
}
