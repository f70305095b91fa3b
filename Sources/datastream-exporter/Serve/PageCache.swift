internal import Polling
internal import StatusPage
internal import Synchronization
internal import System

/// The status page, rendered at most once a second however often it is asked for.
///
/// It is rendered on the listener's thread, between scrapes: the report is of a bounded size, and so is the time that takes.
final class PageCache: Sendable {
    private let telemetryPath: String
    private let shellSetup: [String]
    private let clock: SystemClock
    private let rendered = Mutex<(moment: Duration, bytes: [UInt8])?>(nil)

    private static let lifetime = Duration.seconds(1)

    init(telemetryPath: String, shellSetup: [String] = [], clock: SystemClock) {
        self.telemetryPath = telemetryPath
        self.shellSetup = shellSetup
        self.clock = clock
    }

    /// The page of what is published now, at most a second old.
    func bytes(of published: Published) -> [UInt8] {
        let moment = clock.uptime()
        return rendered.withLock { rendered in
            if let rendered, moment - rendered.moment < Self.lifetime { return rendered.bytes }
            let page = StatusPage(
                report: published.report, now: clock.now(), version: Build.version, telemetryPath: telemetryPath,
                shellSetup: shellSetup)
            let bytes = page.render()
            rendered = (moment, bytes)
            return bytes
        }
    }
}
