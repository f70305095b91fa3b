internal import Datastream
internal import Ledger
internal import Polling
internal import System

/// Folds what the polls learn into the ledgers, in order; nothing else changes them.
///
/// A fold of many objects takes a while, and only those who call the bookkeeper wait for it: the poller, and the keeper of
/// the ledger file. What is served is made of the copies that it hands on.
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
    ///   - isKept: whether a file keeps the ledgers, so that counters wait until it has them.
    ///   - clock: time.
    ///   - scraped: the latest version of the ledgers that was scraped; must not wait.
    ///   - handOn: takes what there is to serve after each change that shows; must not wait.
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

    /// Takes what the polls have learnt.
    ///
    /// - Returns: what happened since.
    func follow(_ state: PollState) -> [Ledgers.Event] {
        let shows = state.shows(moreThan: self.state)
        self.state = state
        let before = ledgers.folds
        let events = ledgers.follow(state, scraped: scraped(), at: clock.uptime())
        if ledgers.folds != before {
            if isKept { folded.continuation.yield() } else { ledgers.took(ledgers.current, at: clock.uptime()) }
        }
        // Most steps only tell that a poll has begun.
        if shows { handOn(state, ledgers) }
        return events
    }

    /// Yields when there is something new for a file to keep; several folds may be one.
    nonisolated var folds: AsyncStream<Void> { folded.stream }

    /// The ledgers as a file should hold them now.
    var current: [StreamName: StreamLedger] { ledgers.current }

    /// Whether the file took the last poll that it was given.
    var isDurable: Bool { ledgers.isDurable }

    /// Notes that the file holds these ledgers: their counters are shown.
    func took(_ written: [StreamName: StreamLedger]) {
        ledgers.took(written, at: clock.uptime())
        handOn(state, ledgers)
    }

    /// Notes that the file could not take the ledgers.
    func refused(_ operation: LedgerOperation) {
        ledgers.refused(operation)
        handOn(state, ledgers)
    }
}
