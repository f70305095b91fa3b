public import Datastream

/// The ledgers of all streams, how far a store has taken them, and what a scrape may show of them.
///
/// A value that follows the polls: each whole poll of a stream is folded into its ledger once, in order.
public struct Ledgers: Sendable {
    /// The ledgers by stream.
    public private(set) var current: [StreamName: StreamLedger]
    /// What scrapes show, by stream.
    public private(set) var served: [StreamName: ServedLedger]
    /// How many polls were folded.
    public private(set) var folds = 0
    /// Whether the store took the last poll it was given.
    public private(set) var isDurable = true
    /// Operations of the store that failed.
    public private(set) var failures: [LedgerOperation: Int] = [:]

    private var taken: [StreamName: StreamLedger]
    private var folded: [StreamName: Duration] = [:]
    private var departed: FadingSet<StreamName>
    private let bounds: LedgerBounds

    /// Most streams that are not polled whose ledgers are kept, in case they return.
    public static let departedLimit = 1_000

    /// Ledgers that were kept, or none.
    public init(kept: [StreamName: StreamLedger] = [:], bounds: LedgerBounds = .standard) {
        current = kept
        taken = kept
        served = kept.mapValues { ServedLedger(counters: $0.counters, latestErrors: $0.latestErrors) }
        departed = FadingSet(limit: Self.departedLimit)
        self.bounds = bounds
    }

    /// Something that happened to a stream.
    public struct Event: Sendable, Equatable {
        /// The stream.
        public var stream: StreamName
        /// What happened.
        public var event: LedgerEvent

        /// Something of known parts.
        public init(stream: StreamName, event: LedgerEvent) {
            self.stream = stream
            self.event = event
        }
    }

    /// Folds every whole poll that is new since the last call.
    ///
    /// - Returns: what happened between these polls and those before.
    public mutating func follow(_ state: PollState) -> [Event] {
        var events: [Event] = []
        // At most one or two are new; only these are put in order.
        let new = state.streams.filter { $0.value.snapshot != nil && folded[$0.key] != $0.value.snapshotUptime }
        for (name, record) in new.sorted(by: { $0.key < $1.key }) {
            guard let snapshot = record.snapshot else { continue }
            folded[name] = record.snapshotUptime
            folds &+= 1
            events += fold(snapshot, of: name).map { Event(stream: name, event: $0) }
        }
        if state.isSearchedWell { forget(allBut: state.streams) }
        return events
    }

    private mutating func fold(_ snapshot: Snapshot, of name: StreamName) -> [LedgerEvent] {
        // Taken out, so that the fold works on the only copy.
        var events: [LedgerEvent] = []
        let ledger: StreamLedger
        if var known = current.removeValue(forKey: name) {
            events = known.fold(snapshot, at: snapshot.fetchedAt)
            ledger = known
        } else {
            ledger = StreamLedger(baseline: snapshot, at: snapshot.fetchedAt, bounds: bounds)
        }
        current[name] = ledger
        served[name, default: ServedLedger()].show(ledger, after: snapshot)
        return events
    }

    /// Keeps the ledgers of streams that are gone for a while, in case they return.
    private mutating func forget(allBut streams: [StreamName: PollRecord]) {
        let gone = current.keys.filter { streams[$0] == nil }
        for name in streams.keys { departed.remove(name) }
        for name in gone.sorted() where !departed.contains(name) {
            departed.insert(name)
            folded[name] = nil
            served[name]?.hide()
        }
        for name in departed.fade() {
            current[name] = nil
            served[name] = nil
        }
    }

    // MARK: - The store

    /// What a store has to write, and from which state on.
    public struct Due: Sendable {
        /// The ledgers that may differ from those taken last, by stream.
        public var ledgers: [StreamName: StreamLedger] = [:]
        /// What was taken last of these and of the ledgers that are forgotten.
        public var taken: [StreamName: StreamLedger] = [:]

        /// Streams whose ledgers are forgotten.
        public var forgotten: [StreamName] { taken.keys.filter { ledgers[$0] == nil }.sorted() }
    }

    /// What a store has to write now.
    public var due: Due { Due(ledgers: current, taken: taken) }

    /// Notes that a store has taken what was due: its counters may be shown.
    public mutating func took(_ due: Due) {
        taken = due.ledgers
        isDurable = true
        for (name, ledger) in due.ledgers { served[name]?.count(ledger) }
    }

    /// Notes that a store could not take what was due: counters stand still until it can.
    public mutating func refused(_ operation: LedgerOperation) {
        failures[operation, default: 0].addSaturating(1)
        isDurable = false
    }
}

/// What a store of ledgers does, as a label value.
public enum LedgerOperation: String, CaseIterable, Sendable {
    case open
    case read
    case write
}
