internal import Bookkeeping
internal import Polling
internal import StatusPage
internal import System

/// The status page, rendered at most once a second however often it is requested.
///
/// The listener's thread renders it between scrapes. The report has a bounded size, so rendering takes bounded time.
final class PageCache: Sendable {
    private let telemetryPath: String
    private let shellSetup: [String]
    private let clock: SystemClock
    private let rendered: Recent<[UInt8]>

    init(telemetryPath: String, shellSetup: [String] = [], clock: SystemClock) {
        self.telemetryPath = telemetryPath
        self.shellSetup = shellSetup
        self.clock = clock
        rendered = Recent(clock: clock)
    }

    /// The page for what is published now, at most a second old.
    func bytes(of published: Published) -> [UInt8] {
        rendered.value {
            let page = StatusPage(
                report: published.report, now: clock.now(), version: Build.version, telemetryPath: telemetryPath,
                shellSetup: shellSetup)
            return page.render()
        }
    }
}
