import Datastream
import Ledger
import Notation
import Polling
import Synchronization
import TestSupport

@testable import Bookkeeping

/// What a bookkeeper handed on to be served; the test sets the clock and plays the scraper.
final class HandedOn: Sendable {
    private struct State {
        var taken: [Ledgers] = []
        var scraped = 0
    }

    private let state = Mutex(State())
    private let clock = TestClock(.cancels, start: Timestamp(seconds: 0))

    /// A bookkeeper that hands its ledgers on to this object.
    func bookkeeper(isKept: Bool = false) -> Bookkeeper {
        Bookkeeper(
            isKept: isKept, clock: clock.clock, scraped: { self.state.withLock { $0.scraped } },
            handOn: { _, ledgers in self.state.withLock { $0.taken.append(ledgers) } })
    }

    func setUptime(_ uptime: Duration) { clock.set(uptime) }

    /// Scrapes the last ledgers handed on.
    func scrape() { state.withLock { $0.scraped = $0.taken.last?.version ?? 0 } }

    /// How often something was handed on.
    var count: Int { state.withLock { $0.taken.count } }

    /// The last ledgers.
    var ledgers: Ledgers? { state.withLock { $0.taken.last } }

    /// The visible count of new errors of the stream itself.
    func newErrors(of name: StreamName) -> Int? { ledgers?.served[name]?.counters.newErrors[.stream] }

    /// The same count, as the counters by reason show it.
    func newErrorsByReason(of name: StreamName) -> Int? {
        ledgers?.served[name]?.counters.newErrorsByReason.totals.values.reduce(0, +)
    }
}
