package import Datastream

/// The ledgers of all streams, and what scrapes may show of them.
///
/// It follows the polls: each complete poll of a stream is folded into its ledger once, in order.
package struct Ledgers: Sendable {
    /// The ledgers by stream.
    package private(set) var current: [StreamName: StreamLedger]
    /// What scrapes show, by stream.
    package private(set) var served: [StreamName: ServedLedger]
    /// How many polls have been folded.
    package private(set) var folds = 0
    /// Increases with every change of what is shown.
    package private(set) var version = 0
    /// Whether the store saved the last ledgers it was given.
    package private(set) var isDurable = true
    /// How many operations of the store failed.
    package private(set) var failures: [LedgerOperation: Int] = [:]

    private var folded: [StreamName: Duration] = [:]
    private var departed: FadingSet<StreamName>
    private var zeros: [StreamName: [ReasonTotals.Series: ShownZero]]
    private let bounds: LedgerBounds
    private let memory: Duration
    private let overdueFactor: Double

    /// When a counter was first shown at 0 while its errors wait to be added.
    private struct ShownZero {
        let version: Int
        let uptime: Duration
    }

    /// How long a counter stays at 0 if nobody scrapes it.
    private static let patience = Duration.seconds(120)

    /// How many streams that are no longer polled keep their ledgers, in case they return.
    package static let departedLimit = 1_000

    /// Restores stored ledgers, or starts with none.
    ///
    /// - Parameters:
    ///   - kept: the ledgers of a previous process.
    ///   - bounds: how much is remembered.
    ///   - memory: how old the last listing of a previous process may be to compare the first listing of this one with
    ///     it.
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
        // The first call of `follow` makes version 1, the first that shows these zeros.
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

        /// Creates an event from its parts.
        package init(stream: StreamName, event: LedgerEvent) {
            self.stream = stream
            self.event = event
        }
    }

    /// Folds every complete poll that is new since the last call.
    ///
    /// - Parameters:
    ///   - state: the results of the polls.
    ///   - polled: the stream whose poll has ended since the last call; nil if streams may have come or gone.
    ///   - scraped: the latest ``version`` that was scraped.
    ///   - uptime: the time since the start.
    /// - Returns: what happened since the polls before these.
    package mutating func follow(
        _ state: PollState, polled: StreamName? = nil, scraped: Int = .max, at uptime: Duration = .zero
    ) -> [Event] {
        var events: [Event] = []
        version &+= 1
        let records = polled.map { state.streams[$0].map { [$0] } ?? [] } ?? Array(state.streams.values)
        let new = records.filter { $0.snapshot != nil && folded[$0.name] != $0.snapshotUptime }
        for record in new.sorted(by: { $0.name < $1.name }) {
            guard let snapshot = record.snapshot else { continue }
            let name = record.name
            folds &+= 1
            let isFirst = folded.updateValue(record.snapshotUptime ?? .zero, forKey: name) == nil
            let unseen = unseen(of: name, scraped: scraped, at: uptime)
            events += fold(snapshot, of: name, isFirst: isFirst, unseen: unseen).map { Event(stream: name, event: $0) }
        }
        if polled == nil, state.isSearchedWell { forget(allBut: state.streams) }
        return events
    }

    private mutating func fold(
        _ snapshot: Snapshot, of name: StreamName, isFirst: Bool, unseen: Set<ReasonTotals.Series>
    ) -> [LedgerEvent] {
        // Removed from the dictionary, so that the fold changes the only copy.
        var events: [LedgerEvent] = []
        let ledger: StreamLedger
        if var known = current.removeValue(forKey: name) {
            if known.mustRenew(for: snapshot, memory: isFirst ? memory : nil) {
                known.renew(with: snapshot, bounds: bounds, unseen: unseen)
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

    /// The waiting counters of a stream whose 0 has neither been scraped nor been shown for long enough.
    private func unseen(of name: StreamName, scraped: Int, at uptime: Duration) -> Set<ReasonTotals.Series> {
        let waiting = current[name]?.counters.newErrorsByReason.waiting ?? [:]
        return Set(
            waiting.keys.filter { series in
                guard let zero = zeros[name]?[series] else { return true }
                return scraped < zero.version && uptime - zero.uptime < Self.patience
            })
    }

    /// Hides the streams that are gone, but keeps their counters in case they return.
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

    /// The ledger of a stream, or all of them for nil.
    package func current(of name: StreamName?) -> [StreamName: StreamLedger] {
        guard let name else { return current }
        return current[name].map { [name: $0] } ?? [:]
    }

    /// Notes that a store has saved these ledgers: scrapes may show their counters, and memory may drop their finished
    /// runs.
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

    /// Notes that an operation of the store failed: the counters shown do not change until a write succeeds.
    package mutating func refused(_ operation: LedgerOperation) {
        failures[operation, default: 0].addSaturating(1)
        isDurable = false
        version &+= 1
    }
}
