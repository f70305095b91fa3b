internal import Datastream
internal import DatastreamMetrics
internal import Exposition
internal import Polling
internal import Synchronization

/// Turns what polls learnt into the exposition that scrapes are served.
///
/// The one thing that polls and scrapes share is the latest exposition, swapped as a whole.
final class Publisher: Sendable {
    private let latest = Mutex(Exposition())
    private let polled = Mutex(PollState())
    private let changes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private let clock: PollClock
    private let staleAfter: Duration

    init(clock: PollClock, staleAfter: Duration) {
        self.clock = clock
        self.staleAfter = staleAfter
    }

    /// What a scrape is served now.
    var exposition: Exposition { latest.withLock { $0 } }

    /// Whether every selected stream was polled once, or is known to fail, and scrapes show it.
    var isReady: Bool { polled.withLock { $0.isReady } && !exposition.parts.isEmpty }

    /// Takes what the polls have learnt; it is composed as soon as what came before is.
    func publish(_ state: PollState) {
        polled.withLock { $0 = state }
        changes.continuation.yield()
    }

    /// Composes until the task is cancelled.
    func run(_ scrape: Scrape) async {
        var scrape = scrape
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watchStaleness() }
            publish(polled.withLock { $0 })
            for await _ in changes.stream {
                let exposition = scrape.compose(polled.withLock { $0 }, uptime: clock.uptime())
                latest.withLock { $0 = exposition }
            }
            group.cancelAll()
        }
    }

    /// Composes anew when a snapshot becomes stale though nothing was polled.
    private func watchStaleness() async {
        while !Task.isCancelled {
            let now = clock.uptime()
            let next = polled.withLock { $0.nextStale(after: now, staleAfter: staleAfter) } ?? now + staleAfter
            do throws(CancellationError) { try await clock.sleep(next + .milliseconds(1)) } catch { return }
            changes.continuation.yield()
        }
    }
}
