internal import Datastream
internal import DatastreamMetrics
internal import Exposition
internal import Polling
internal import Synchronization

/// Turns what polls learnt into the exposition that scrapes are served.
///
/// The one thing that polls and scrapes share is the latest exposition, swapped as a whole.
final class Publisher: Sendable {
    /// What scrapes are served, and whether it shows every selected stream.
    private struct Published {
        var exposition: Exposition
        var isReady: Bool
    }

    private let published: Mutex<Published>
    private let polled = Mutex(PollState())
    private let changes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private let scrape: Scrape
    private let staleAfter: Duration
    private let clock: PollClock

    /// A publisher of what such scrapes show; until something was polled, that is the exporter itself.
    init(_ scrape: Scrape, staleAfter: Duration, clock: PollClock) {
        self.scrape = scrape
        self.staleAfter = staleAfter
        self.clock = clock
        var first = scrape
        published = Mutex(Published(exposition: first.compose(PollState(), uptime: clock.uptime()), isReady: false))
    }

    /// What a scrape is served now.
    var exposition: Exposition { published.withLock { $0.exposition } }

    /// Whether every selected stream was polled once, or is known to fail, and scrapes show it.
    var isReady: Bool { published.withLock { $0.isReady } }

    /// Takes what the polls have learnt; it is composed as soon as what came before is.
    func publish(_ state: PollState) {
        polled.withLock { $0 = state }
        changes.continuation.yield()
    }

    /// Composes until the task is cancelled.
    func run() async {
        var scrape = scrape
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watchStaleness() }
            for await _ in changes.stream {
                let state = polled.withLock { $0 }
                let exposition = scrape.compose(state, uptime: clock.uptime())
                published.withLock { $0 = Published(exposition: exposition, isReady: state.isReady) }
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
