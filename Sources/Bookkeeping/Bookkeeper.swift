internal import Datastream
internal import Ledger
internal import Polling
internal import System

/// Folds the results of the polls into the ledgers, in order; nothing else changes the ledgers.
///
/// Folding many objects takes a while, but only the bookkeeper's callers wait for it: the poller and the keeper of the
/// ledger file. Requests are served from the copies that the bookkeeper hands on.
actor Bookkeeper {
    private var state = PollState()
    private var ledgers: Ledgers
    private let isKept: Bool
    private let clock: SystemClock
    private let scraped: @Sendable () -> Int
    private let handOn: @Sendable (PollState, Ledgers) -> Void
    private let folded = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// A bookkeeper of these ledgers.
    ///
    /// - Parameters:
    ///   - ledgers: the ledgers to continue.
    ///   - isKept: whether a file stores the ledgers; if so, counters change only once the file has them.
    ///   - clock: the clock.
    ///   - scraped: returns the latest version of the ledgers that was scraped; must not block.
    ///   - handOn: receives what to serve after each visible change; must not block.
    init(
        _ ledgers: Ledgers = Ledgers(), isKept: Bool = false, clock: SystemClock,
        scraped: @escaping @Sendable () -> Int, handOn: @escaping @Sendable (PollState, Ledgers) -> Void
    ) {
        self.ledgers = ledgers
        self.isKept = isKept
        self.clock = clock
        self.scraped = scraped
        self.handOn = handOn
    }

    /// Takes the new state of the polls.
    ///
    /// - Parameters:
    ///   - state: the results of the polls.
    ///   - polled: the stream whose poll has ended since the last call; nil if streams may have come or gone.
    /// - Returns: what happened since the last call.
    func follow(_ state: PollState, polled: StreamName? = nil) -> [Ledgers.Event] {
        let shows = polled != nil || state.shows(moreThan: self.state)
        self.state = state
        let before = ledgers.folds
        let events = ledgers.follow(state, polled: polled, scraped: scraped(), at: clock.uptime())
        if ledgers.folds != before {
            if isKept {
                folded.continuation.yield()
            } else {
                ledgers.took(ledgers.current(of: polled), at: clock.uptime())
            }
        }
        // Most searches find nothing new.
        if shows { handOn(state, ledgers) }
        return events
    }

    /// Yields when the file has something new to store; one element may stand for several folds.
    nonisolated var folds: AsyncStream<Void> { folded.stream }

    /// The ledgers as the file should store them now.
    var current: [StreamName: StreamLedger] { ledgers.current }

    /// Whether the file accepted the last poll that it was given.
    var isDurable: Bool { ledgers.isDurable }

    /// Records that the file holds these ledgers, so that their counters are shown.
    func took(_ written: [StreamName: StreamLedger]) {
        ledgers.took(written, at: clock.uptime())
        handOn(state, ledgers)
    }

    /// Records that the file could not store the ledgers.
    func refused(_ operation: LedgerOperation) {
        ledgers.refused(operation)
        handOn(state, ledgers)
    }
}
