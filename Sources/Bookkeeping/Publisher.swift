internal import Datastream
package import DatastreamMetrics
internal import Exposition
internal import Ledger
internal import Notation
internal import Polling
internal import StatusPage
internal import Synchronization
package import System

/// Composes what requests are served and publishes it as one value.
///
/// Requests share only that value with it. The lock around it is held just to swap or copy a reference, never while
/// anything is folded, composed or freed.
package final class Publisher: Sendable {
    /// What to publish.
    private struct Polled {
        var state = PollState()
        var ledgers = Ledgers()
        /// Grows with every change that needs a new composition.
        var changes = 0
    }

    private let polled = Mutex(Polled())
    private let published: Mutex<Published>
    private let latestScraped = Atomic(0)
    private let changes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    /// The wait for the end of a burst, if there is one now.
    private let lull = Mutex<Task<Void, Never>?>(nil)
    private let composer: Composer
    private let staleAfter: Duration
    private let clock: SystemClock

    /// How old a report may become while no poll ends.
    private static let refresh = Duration.seconds(120)
    /// How long nothing must change before a burst of polls counts as over, and the longest wait for a burst.
    private static let shortestLull = Duration.milliseconds(10)
    private static let longestBurst = Duration.milliseconds(200)

    /// A publisher of what a composer makes; until the first poll, that is only the exporter's own metrics.
    ///
    /// - Parameters:
    ///   - composer: makes what scrapes show.
    ///   - staleAfter: the age at which a stream's data is dropped.
    ///   - clock: the clock.
    package init(_ composer: Composer, staleAfter: Duration, clock: SystemClock) {
        self.composer = composer
        self.staleAfter = staleAfter
        self.clock = clock
        var first = composer
        published = Mutex(Self.compose(Polled(), with: &first, staleAfter, clock))
    }

    /// What requests are served now.
    package var latest: Published { published.withLock { $0 } }

    /// The latest version of the ledgers whose counters were scraped.
    package var scraped: Int { latestScraped.load(ordering: .relaxed) }

    /// Records that the counters of a version were scraped; never blocks.
    package func noteScrape(of version: Int) { latestScraped.max(version, ordering: .relaxed) }

    /// Takes what to publish; it is composed as soon as the previous composition is done.
    func show(_ state: PollState, _ ledgers: Ledgers) {
        let former = polled.withLock { polled in
            defer { polled = Polled(state: state, ledgers: ledgers, changes: polled.changes + 1) }
            return polled
        }
        withExtendedLifetime(former) {}
        changes.continuation.yield()
        if !state.isPolling { lull.withLock { $0 }?.cancel() }
    }

    /// Composes until the task is cancelled.
    package func run() async {
        var composer = composer
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watchTime() }
            var composed = 0
            for await _ in changes.stream {
                let polled = await afterBurst()
                // Changes that arrived during the burst have been composed with it.
                if polled.changes == composed { continue }
                composed = polled.changes
                published.swap(Self.compose(polled, with: &composer, staleAfter, clock))
            }
            group.cancelAll()
        }
    }

    /// What to publish once the polls that end together have ended; no single stream is waited for long.
    private func afterBurst() async -> Polled {
        var latest = polled.withLock { $0 }
        let end = clock.uptime() + Self.longestBurst
        while latest.state.isPolling, clock.uptime() < end, !Task.isCancelled {
            await waitForLull()
            let now = polled.withLock { $0 }
            if now.changes == latest.changes { return now }
            latest = now
        }
        return latest
    }

    /// Waits as long as a lull takes, but only while polls are under way.
    private func waitForLull() async {
        let wait = Task { [clock] in
            do throws(CancellationError) { try await clock.sleep(clock.uptime() + Self.shortestLull) } catch {}
        }
        lull.withLock { $0 = wait }
        // The last poll may have ended before the wait could be seen.
        if !polled.withLock({ $0.state }).isPolling { wait.cancel() }
        await withTaskCancellationHandler {
            await wait.value
        } onCancel: {
            wait.cancel()
        }
        lull.withLock { $0 = nil }
    }

    private static func compose(
        _ polled: Polled, with composer: inout Composer, _ staleAfter: Duration, _ clock: SystemClock
    ) -> Published {
        let uptime = clock.uptime()
        return Published(
            exposition: composer.compose(polled.state, polled.ledgers, uptime: uptime),
            report: StatusReport(
                polled.state, polled.ledgers.served, now: clock.now(), uptime: uptime, staleAfter: staleAfter),
            isReady: polled.state.isReady, version: polled.ledgers.version)
    }

    /// Composes again when a snapshot becomes stale, or when the report gets old because nothing was polled.
    private func watchTime() async {
        while !Task.isCancelled {
            let now = clock.uptime()
            let stale = polled.withLock { $0.state }.nextStale(after: now, staleAfter: staleAfter)
            // A snapshot that is yet to come is not stale before then.
            let latest = now + min(Self.refresh, staleAfter)
            let next = min(stale ?? latest, latest)
            do throws(CancellationError) { try await clock.sleep(next + .milliseconds(1)) } catch { return }
            polled.withLock { $0.changes += 1 }
            changes.continuation.yield()
        }
    }
}

extension PollState {
    /// Whether a poll is under way.
    fileprivate var isPolling: Bool { streams.values.contains { $0.begun > $0.endedPolls } }
}

extension Mutex where Value: Sendable {
    /// Replaces the value; the old one is freed outside the lock.
    fileprivate func swap(_ value: Value) {
        let former = withLock { current in
            defer { current = value }
            return current
        }
        withExtendedLifetime(former) {}
    }
}
