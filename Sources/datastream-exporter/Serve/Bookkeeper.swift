internal import Datastream
internal import Ledger

/// Folds what the polls learn into the ledgers, in order; nothing else changes them.
///
/// A fold of many objects takes a while, and only those who call the bookkeeper wait for it: the poller, and the keeper of
/// the ledger file. What is served is made of the copies that it hands on.
actor Bookkeeper {
    private var state = PollState()
    private var ledgers: Ledgers
    private let isKept: Bool
    private let handOn: @Sendable (PollState, Ledgers) -> Void
    private let folded = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// A bookkeeper of these ledgers.
    ///
    /// - Parameters:
    ///   - ledgers: the ledgers to continue.
    ///   - isKept: whether a file keeps the ledgers, so that counters wait until it has them.
    ///   - handOn: takes what there is to serve after each change that shows; must not wait.
    init(_ ledgers: Ledgers = Ledgers(), isKept: Bool = false, handOn: @escaping @Sendable (PollState, Ledgers) -> Void)
    {
        self.ledgers = ledgers
        self.isKept = isKept
        self.handOn = handOn
    }

    /// Takes what the polls have learnt.
    ///
    /// - Returns: what happened since.
    func follow(_ state: PollState) -> [Ledgers.Event] {
        let shows = state.shows(moreThan: self.state)
        self.state = state
        let before = ledgers.folds
        let events = ledgers.follow(state)
        if ledgers.folds != before {
            if isKept { folded.continuation.yield() } else { ledgers.took(ledgers.due) }
        }
        // Most steps only tell that a poll has begun.
        if shows { handOn(state, ledgers) }
        return events
    }

    /// Yields when there is something new for a file to keep; several folds may be one.
    nonisolated var folds: AsyncStream<Void> { folded.stream }

    /// What a file has to write now.
    var due: Ledgers.Due { ledgers.due }

    /// Whether the file took the last poll that it was given.
    var isDurable: Bool { ledgers.isDurable }

    /// Notes that the file has what was due: its counters are shown.
    func took(_ due: Ledgers.Due) {
        ledgers.took(due)
        handOn(state, ledgers)
    }

    /// Notes that the file could not take what was due.
    func refused(_ operation: LedgerOperation) {
        ledgers.refused(operation)
        handOn(state, ledgers)
    }
}
