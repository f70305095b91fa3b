internal import Datastream
internal import DatastreamMetrics
internal import Exposition
internal import Ledger
internal import Polling
internal import Synchronization

/// Keeps the ledgers of what polls learnt, and turns both into the exposition that scrapes are served.
///
/// The one thing that polls and scrapes share is the latest exposition, swapped as a whole.
final class Publisher: Sendable {
    /// What scrapes are served, and whether it shows every selected stream.
    private struct Published {
        var exposition: Exposition
        var isReady: Bool
    }

    private let published: Mutex<Published>
    /// What the polls have learnt, and the ledgers that followed them.
    private struct Polled {
        var state = PollState()
        var ledgers: Ledgers
        /// How often any of it changed.
        var version = 0
    }

    /// The last report, and when it was made of what.
    private struct Reported {
        var version: Int
        var period: Int64
        var report: StatusReport
    }

    private let polled: Mutex<Polled>
    private let reported = Mutex<Reported?>(nil)
    private let changes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private let folded = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private let scrape: Scrape
    private let staleAfter: Duration
    private let isKept: Bool
    private let clock: PollClock

    /// A publisher of what such scrapes show; until something was polled, that is the exporter itself.
    ///
    /// - Parameters:
    ///   - scrape: what scrapes show.
    ///   - isKept: whether a store keeps the ledgers, so that counters wait until it has.
    ///   - staleAfter: age at which a stream's data leaves.
    ///   - clock: time.
    init(
        _ scrape: Scrape, isKept: Bool = false, staleAfter: Duration, clock: PollClock
    ) {
        let ledgers = Ledgers()
        self.scrape = scrape
        self.staleAfter = staleAfter
        self.clock = clock
        self.isKept = isKept
        polled = Mutex(Polled(ledgers: ledgers))
        var first = scrape
        published = Mutex(
            Published(exposition: first.compose(PollState(), ledgers, uptime: clock.uptime()), isReady: false))
    }

    /// Takes the ledgers to go on with, before the first poll.
    func begin(with ledgers: Ledgers) { update { $0.ledgers = ledgers } }

    /// What a scrape is served now.
    var exposition: Exposition { published.withLock { $0.exposition } }

    /// Whether every selected stream was polled once, or is known to fail, and scrapes show it.
    var isReady: Bool { published.withLock { $0.isReady } }

    /// The present report of the status page, made at most once a poll, and once a minute between polls.
    func report() -> (report: StatusReport, now: Timestamp) {
        let (state, served, version) = polled.withLock { ($0.state, $0.ledgers.served, $0.version) }
        let now = clock.now()
        let period = now.seconds / 60
        let known = reported.withLock { $0 }
        if let known, known.version == version, known.period == period { return (known.report, now) }
        let report = StatusReport(state, served, now: now, uptime: clock.uptime(), staleAfter: staleAfter)
        reported.withLock { $0 = Reported(version: version, period: period, report: report) }
        return (report, now)
    }

    /// Takes what the polls have learnt; it is composed as soon as what came before is.
    ///
    /// - Returns: what happened since.
    func publish(_ state: PollState) -> [Ledgers.Event] {
        update { polled in
            polled.state = state
            let before = polled.ledgers.folds
            let events = polled.ledgers.follow(state)
            // Most calls only tell that a poll has begun.
            guard polled.ledgers.folds != before else { return events }
            if isKept { folded.continuation.yield() } else { polled.ledgers.took(polled.ledgers.due) }
            return events
        }
    }

    private func update<Result: Sendable>(_ change: (inout Polled) -> Result) -> Result {
        defer { changes.continuation.yield() }
        return polled.withLock { polled in
            polled.version += 1
            return change(&polled)
        }
    }

    /// Something new for a store to keep, now and then; several at once are one.
    var folds: AsyncStream<Void> { folded.stream }

    /// The ledgers as they are now.
    var ledgers: Ledgers { polled.withLock { $0.ledgers } }

    /// Notes that the store has what was due: its counters are shown.
    func took(_ due: Ledgers.Due) { update { $0.ledgers.took(due) } }

    /// Notes that the store could not take what was due.
    func refused(_ operation: LedgerOperation) { update { $0.ledgers.refused(operation) } }

    /// Composes until the task is cancelled.
    func run() async {
        var scrape = scrape
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watchStaleness() }
            for await _ in changes.stream {
                let polled = polled.withLock { $0 }
                let exposition = scrape.compose(polled.state, polled.ledgers, uptime: clock.uptime())
                published.withLock { $0 = Published(exposition: exposition, isReady: polled.state.isReady) }
            }
            group.cancelAll()
        }
    }

    /// Composes anew when a snapshot becomes stale though nothing was polled.
    private func watchStaleness() async {
        while !Task.isCancelled {
            let now = clock.uptime()
            let next = polled.withLock { $0.state.nextStale(after: now, staleAfter: staleAfter) } ?? now + staleAfter
            do throws(CancellationError) { try await clock.sleep(next + .milliseconds(1)) } catch { return }
            changes.continuation.yield()
        }
    }
}
