import Polling
import Synchronization
import System
import Testing

@testable import Serving
@testable import datastream_exporter

@Suite struct WebConfigurationWatchTests {
    /// What the watch logs for one reread request per outcome.
    private func lines(_ outcomes: [Result<Void, WebConfigurationError>?]) async -> [LogLine] {
        let left = Mutex(outcomes[...])
        let lines = Mutex<[LogLine]>([])
        let watch = WebConfigurationWatch(
            look: { nil }, reread: { left.withLock { $0.popFirst() } ?? nil }, clock: .live,
            log: { line in lines.withLock { $0.append(line) } })
        let requests = AsyncStream.makeStream(of: Void.self)
        for _ in outcomes { requests.continuation.yield() }
        requests.continuation.finish()
        await watch.run(on: requests.stream)
        return lines.withLock { $0 }
    }

    @Test func `each reload request is answered in the log`() async {
        let error = WebConfigurationError(path: "/web.yml", line: 2, reason: "nested too deeply")
        let told = await lines([.success(()), .failure(error), .failure(error), nil])
        let refused = LogLine(
            .error, "web configuration rejected; keeping the old configuration",
            ["error": "/web.yml:2: nested too deeply"])
        #expect(
            told == [
                LogLine(.info, "web configuration read again"), refused, refused,
                LogLine(.info, "SIGHUP: there is no --web.config.file to read again"),
            ])
    }
}
