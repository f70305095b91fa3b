package import Datastream

/// The ledgers of all streams, and what a scrape may show of them.
///
/// A value that follows the polls: each whole poll of a stream is folded into its ledger once, in order.
package struct Ledgers: Sendable {
    /// The ledgers by stream.
    package private(set) var current: [StreamName: StreamLedger]
    /// What scrapes show, by stream.
    package private(set) var served: [StreamName: ServedLedger]
    /// How many polls were folded.
    package private(set) var folds = 0
    /// Grows with every change of what is shown.
    package private(set) var version = 0
    /// Whether the store took the last poll it was given.
    package private(set) var isDurable = true
    /// Operations of the store that failed.
    package private(set) var failures: [LedgerOperation: Int] = [:]

    private var folded: [StreamName: Duration] = [:]
    private var departed: FadingSet<StreamName>
    private var zeros: [StreamName: [ReasonTotals.Series: ShownZero]]
    private let bounds: LedgerBounds
    private let memory: Duration
    private let overdueFactor: Double

    /// Since when a counter is shown at 0 while what it comes to waits.
    private struct ShownZero {
        let version: Int
        let uptime: Duration
    }

    /// How long a counter that nobody scrapes stands at 0.
    private static let patience = Duration.seconds(120)

    /// Most streams that are not polled whose ledgers are kept, in case they return.
    package static let departedLimit = 1_000

    /// Ledgers that were kept, or none.
    ///
    /// - Parameters:
    ///   - kept: the ledgers of an earlier life.
    ///   - bounds: how much is remembered.
    ///   - memory: how old the last listing of an earlier life may be for the first of this life to be compared with it.
    ///   - overdueFactor: how many times its previous duration a backfill may take before it is overdue.
    package init(
        kept: [StreamName: StreamLedger] = [:], bounds: LedgerBounds = .standard, memory: Duration = .seconds(300),
        overdueFactor: Double = 3
    ) {
        current = kept
        served = kept.mapValues { ServedLedger(counters: $0.counters, latestErrors: $0.latestErrors) }
        departed = FadingSet(limit: Self.departedLimit)
        self.bounds = bounds
        self.memory = memory
        self.overdueFactor = overdueFactor
        // The first version that shows them is the one of the first call.
        zeros = kept.mapValues { ledger in
            ledger.counters.newErrorsByReason.waiting.mapValues { _ in ShownZero(version: 1, uptime: .zero) }
        }
    }

    /// Something that happened to a stream.
    package struct Event: Sendable, Equatable {
        /// The stream.
        package var stream: StreamName
        /// What happened.
        package var event: LedgerEvent

        /// Something of known parts.
        package init(stream: StreamName, event: LedgerEvent) {
            self.stream = stream
            self.event = event
        }
    }

    /// Folds every whole poll that is new since the last call.
    ///
    /// - Parameters:
    ///   - state: what the polls have learnt.
    ///   - scraped: the latest ``version`` that was scraped.
    ///   - uptime: the time since the start.
    /// - Returns: what happened between these polls and those before.
    package mutating func follow(
        _ state: PollState, scraped: Int = .max, at uptime: Duration = .zero
    ) -> [Event] {
        var events: [Event] = []
        version &+= 1
        // At most one or two are new; only these are put in order.
        let new = state.streams.filter { $0.value.snapshot != nil && folded[$0.key] != $0.value.snapshotUptime }
        for (name, record) in new.sorted(by: { $0.key < $1.key }) {
            guard let snapshot = record.snapshot else { continue }
            folds &+= 1
            let isFirst = folded.updateValue(record.snapshotUptime ?? .zero, forKey: name) == nil
            let unseen = unseen(of: name, scraped: scraped, at: uptime)
            events += fold(snapshot, of: name, isFirst: isFirst, unseen: unseen).map { Event(stream: name, event: $0) }
        }
        if state.isSearchedWell { forget(allBut: state.streams) }
        return events
    }

    private mutating func fold(
        _ snapshot: Snapshot, of name: StreamName, isFirst: Bool, unseen: Set<ReasonTotals.Series>
    ) -> [LedgerEvent] {
        // Taken out, so that the fold works on the only copy.
        var events: [LedgerEvent] = []
        let ledger: StreamLedger
        if var known = current.removeValue(forKey: name) {
            if known.mustRenew(for: snapshot, memory: isFirst ? memory : nil) {
                known.renew(with: snapshot, bounds: bounds)
            } else {
                events = known.fold(snapshot, at: snapshot.fetchedAt, unseen: unseen)
                known.note(listedAt: snapshot.fetchedAt, every: memory / 4)
            }
            ledger = known
        } else {
            ledger = StreamLedger(baseline: snapshot, at: snapshot.fetchedAt, bounds: bounds)
        }
        current[name] = ledger
        served[name, default: ServedLedger()].show(ledger, after: snapshot, overdueFactor: overdueFactor)
        return events
    }

    /// The counters of a stream that wait, and whose 0 neither was scraped nor has been there for long.
    private func unseen(of name: StreamName, scraped: Int, at uptime: Duration) -> Set<ReasonTotals.Series> {
        let waiting = current[name]?.counters.newErrorsByReason.waiting ?? [:]
        return Set(
            waiting.keys.filter { series in
                guard let zero = zeros[name]?[series] else { return true }
                return scraped < zero.version && uptime - zero.uptime < Self.patience
            })
    }

    /// Keeps the counters of streams that are gone, in case they return.
    private mutating func forget(allBut streams: [StreamName: PollRecord]) {
        let gone = current.keys.filter { streams[$0] == nil }
        for name in streams.keys { departed.remove(name) }
        for name in gone.sorted() where !departed.contains(name) {
            departed.insert(name)
            folded[name] = nil
            served[name]?.hide()
            current[name]?.forgetListing(bounds: bounds)
        }
        for name in departed.fade() {
            current[name] = nil
            served[name] = nil
            zeros[name] = nil
        }
    }

    // MARK: - The store

    /// Notes that a store has taken these ledgers: their counters may be shown, and it has their finished runs.
    package mutating func took(_ ledgers: [StreamName: StreamLedger], at uptime: Duration = .zero) {
        isDurable = true
        version &+= 1
        for (name, ledger) in ledgers {
            served[name]?.count(ledger)
            current[name]?.runs.drop(through: ledger.runs)
            let shown = zeros[name] ?? [:]
            let waiting = ledger.counters.newErrorsByReason.waiting
            if shown.isEmpty, waiting.isEmpty { continue }
            zeros[name] = Dictionary(
                uniqueKeysWithValues: waiting.keys.map {
                    ($0, shown[$0] ?? ShownZero(version: version, uptime: uptime))
                })
        }
    }

    /// Notes that a store could not take the ledgers: counters stand still until it can.
    package mutating func refused(_ operation: LedgerOperation) {
        failures[operation, default: 0].addSaturating(1)
        isDurable = false
        version &+= 1
    }
}
