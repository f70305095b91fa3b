package import Datastream
package import Ledger
package import Polling
package import System

/// Polls whose results are folded into ledgers, kept in a file and published.
package struct KeptPolls: Sendable {
    /// How to poll and what to remember.
    package struct Options: Sendable {
        /// How to poll.
        package var polling: Poller.Options
        /// How old a kept listing may be to compare the first listing with it.
        package var memory: Duration
        /// How many times its previous duration a backfill may take.
        package var overdueFactor: Double

        package init(polling: Poller.Options, memory: Duration, overdueFactor: Double) {
            self.polling = polling
            self.memory = memory
            self.overdueFactor = overdueFactor
        }
    }

    /// An event worth logging.
    package enum Event: Sendable {
        /// A poll or a search ended.
        case poll(Poller.Event)
        /// Something happened to a stream.
        case stream(Ledgers.Event)
        /// The file refused the ledgers, or takes them again.
        case file(LedgerKeeper.Event)
    }

    private let options: Options
    private let caller: APICaller
    private let kept: [StreamName: StreamLedger]
    private let write: LedgerKeeper.Write?
    private let publisher: Publisher
    private let clock: SystemClock
    private let observe: @Sendable (Event) -> Void

    /// Creates the polls.
    ///
    /// - Parameters:
    ///   - options: how to poll and what to remember.
    ///   - caller: calls the API.
    ///   - kept: the ledgers that the file held at the start.
    ///   - write: updates the file; nil if there is none, and counters are shown at once.
    ///   - publisher: receives what to serve.
    ///   - clock: the source of time and randomness.
    ///   - observe: receives events worth logging.
    package init(
        _ options: Options, caller: APICaller, kept: [StreamName: StreamLedger], write: LedgerKeeper.Write?,
        publisher: Publisher, clock: SystemClock, observe: @escaping @Sendable (Event) -> Void
    ) {
        self.options = options
        self.caller = caller
        self.kept = kept
        self.write = write
        self.publisher = publisher
        self.clock = clock
        self.observe = observe
    }

    /// Polls until the task is cancelled, then writes the ledgers once more.
    package func run() async {
        let bookkeeper = Bookkeeper(
            Ledgers(kept: kept, memory: options.memory, overdueFactor: options.overdueFactor), isKept: write != nil,
            clock: clock, scraped: { [publisher] in publisher.scraped }, handOn: publisher.show)
        var polling = options.polling
        polling.known = kept.keys.sorted()
        let poller = Poller(
            client: DatastreamClient(caller), clock: clock, options: polling,
            publish: { [observe] state, polled in
                for event in await bookkeeper.follow(state, polled: polled) { observe(.stream(event)) }
            },
            observe: { [observe] in observe(.poll($0)) })
        await withTaskGroup(of: Void.self) { group in
            if let write {
                let keeper = LedgerKeeper(
                    bookkeeper: bookkeeper, write: write, observe: { [observe] in observe(.file($0)) })
                group.addTask { await keeper.run() }
            }
            group.addTask { await poller.run() }
        }
    }
}
