import Datastream
import Notation
import TestSupport
import Testing

@testable import Ledger
@testable import LedgerStore
@testable import LedgerTests

/// Random histories of streams: one ledger is never written, the other is written and read back repeatedly.
@Suite struct KeptHistoryTests {
    private static let bounds = LedgerBounds(departedObjects: 4, leftErrors: 6, runs: 40, runAge: .seconds(7_200))
    private static let names = ["a", "b", "c"].map { StreamName(project: "p", location: "l", stream: $0) }

    private struct Life {
        var history: RandomHistory
        var ledger: StreamLedger
        var kept: StreamLedger
        var written: StreamLedger?
        /// The finished runs that the file should have.
        var runs: [FinishedRun] = []

        init(seed: UInt64) {
            history = RandomHistory(seed: seed)
            ledger = StreamLedger(baseline: history.poll(), at: at(0), bounds: bounds)
            kept = ledger
        }
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `a restored ledger folds and counts like one that was never stored`(seed: UInt64) throws {
        let folder = try Folder.forLedgers()
        var store = try LedgerStore.open(path: folder.file(), bounds: Self.bounds)
        #expect(store.ledgers.isEmpty)
        var lives = Dictionary(
            uniqueKeysWithValues: Self.names.enumerated().map { ($1, Life(seed: seed * 3 + UInt64($0))) })
        var random = RandomHistory(seed: seed)
        for minute in 1...80 {
            for name in Self.names where random.chance(80) {
                try Self.poll(&lives[name, default: Life(seed: 0)], at: at(60 * minute))
            }
            let due = Self.names.filter { _ in random.chance(70) }
            var all = store.ledgers
            for name in due { all[name] = lives[name]?.kept }
            try store.write(all)
            for name in due {
                guard let kept = lives[name]?.kept else { continue }
                lives[name]?.written = kept
                lives[name]?.runs.take(kept.runs.entries)
                lives[name]?.runs.keepLast(Self.bounds.runs)
                lives[name]?.kept.runs.drop(through: kept.runs)
            }
            if random.chance(20) {
                store = try Self.reopened(store, folder.file())
                let read = store.ledgers
                #expect(Set(read.keys) == Set(lives.filter { $0.value.written != nil }.keys))
                for stored in try LedgerReader.runs(path: folder.file()) {
                    #expect(stored.runs == lives[stored.name]?.runs)
                }
                for (name, ledger) in read {
                    let written = try #require(lives[name]?.written)
                    #expect(ledger.differences(from: written) == [])
                    // Nothing unwritten is lost either: the next write includes it.
                    if lives[name]?.kept.differences(from: written) == [] { lives[name]?.kept = ledger }
                    lives[name]?.written = ledger
                }
            }
            if random.chance(3), let name = Self.names.randomElement(using: &random) {
                try store.remove(name.stream)
                lives[name]?.written = nil
                lives[name]?.runs = []
            }
        }
    }

    private static func poll(_ life: inout Life, at now: Timestamp) throws {
        let snapshot = life.history.poll()
        let events = life.ledger.fold(snapshot, at: now)
        #expect(life.kept.fold(snapshot, at: now) == events)
        #expect(life.kept.differences(from: life.ledger) == [])
    }

    private static func reopened(_ store: consuming LedgerStore, _ path: String) throws -> LedgerStore {
        _ = consume store
        return try LedgerStore.open(path: path, bounds: bounds)
    }
}

extension StreamLedger {
    /// The parts that differ from another ledger, of all that later folds and outputs depend on.
    func differences(from other: StreamLedger) -> [String] {
        func ranking<Element>(_ set: FadingSet<Element>) -> [Element] {
            set.order.sorted { $0.value < $1.value }.map(\.key)
        }
        let parts = [
            ("objects", objects == other.objects), ("records", records == other.records),
            ("counters", counters == other.counters), ("listed errors", errors.listed == other.errors.listed),
            ("left errors", errors.left.blocks.map(\.keys) == other.errors.left.blocks.map(\.keys)),
            ("latest errors", latestErrors == other.latestErrors),
            ("departed objects", departed.records == other.departed.records),
            ("order of departed objects", ranking(departed.order) == ranking(other.departed.order)),
            ("running", running == other.running), ("oldest pending", oldestPendingSince == other.oldestPendingSince),
        ]
        return parts.filter { !$0.1 }.map(\.0)
    }
}

extension [FinishedRun] {
    fileprivate mutating func keepLast(_ limit: Int) { removeFirst(Swift.max(0, count - limit)) }
}
