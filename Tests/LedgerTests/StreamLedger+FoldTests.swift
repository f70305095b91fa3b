import Datastream
import Ledger
import Notation
import TestSupport
import Testing

@Suite struct StreamLedgerFoldTests {
    @Test func `first sight of a stream counts nothing`() {
        let ledger = StreamLedger(seeing: [
            object("a", job(.completed, 1, 2)), object("b", job(.failed, 1, 2, errors: [error("1")])),
        ])
        #expect(ledger.counted == [:])
        #expect(ledger.records.map(\.since) == [at(0), at(0)])
    }

    @Test func `the same listing again changes nothing`() {
        var ledger = StreamLedger(seeing: [object("a", job(.active, 1)), object("b")])
        let before = ledger
        #expect(ledger.fold(listing([object("a", job(.active, 1)), object("b")]), at: at(60)) == [])
        #expect(ledger == before)
    }

    @Test func `a state change is a transition, counted by the new state`() {
        let ledger = StreamLedger(seeing: [object("a")], [object("a", job(.pending))], [object("a", job(.active, 1))])
        #expect(ledger.counted == ["to PENDING": 1, "to ACTIVE": 1, "started AUTOMATIC": 1])
        #expect(ledger.records.map(\.since) == [at(120)])
    }

    @Test func `a job is counted by trigger and result, with its duration`() {
        let ledger = StreamLedger(
            seeing: [object("a"), object("b", job(.active, 1, by: .manual))],
            [object("a", job(.completed, 5, 605)), object("b", job(.stopped, 1, 9, by: .manual))])
        #expect(
            ledger.counted == [
                "to COMPLETED": 1, "to STOPPED": 1, "started AUTOMATIC": 1, "completed AUTOMATIC": 1,
                "stopped MANUAL": 1, "duration 12": 1,
            ])
        #expect(ledger.counters.durations.sum == 600)
    }

    @Test func `an object first seen after the baseline appears with its job, without a transition`() {
        let ledger = StreamLedger(
            seeing: [], [object("a", job(.failed, 1, 2)), object("b"), object("c", job(.active, 1))])
        #expect(ledger.counted == ["appeared": 3, "started AUTOMATIC": 2, "failed AUTOMATIC": 1])
    }

    @Test func `ids that look alike belong to different objects, in any order`() {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        let ledger = StreamLedger(
            seeing: [object(composed, name: "x"), object(decomposed, name: "y")],
            [object(decomposed, name: "y"), object(composed, name: "x")])
        #expect(ledger.objects.count == 2)
        #expect(ledger.counted == [:])
    }

    @Test func `an object missing from one listing stays unchanged`() {
        var ledger = StreamLedger(seeing: [object("a", job(.active, 1)), object("b")], [object("b")])
        #expect(ledger.objects == [object("b"), object("a", job(.active, 1))])
        #expect(ledger.counted == [:])
        _ = ledger.fold(listing([object("a", job(.active, 1)), object("b")]), at: at(120))
        #expect(ledger.counted == [:])
        #expect(ledger.records.map(\.since) == [at(0), at(0)])
    }

    @Test func `an object that comes back in another state makes one transition`() {
        let ledger = StreamLedger(
            seeing: [object("a", job(.active, 1))], [], [object("a", job(.completed, 1, 31))])
        #expect(ledger.counted == ["to COMPLETED": 1, "completed AUTOMATIC": 1, "duration 3": 1])
    }

    @Test func `an object missing from two listings in a row has disappeared`() {
        let ledger = StreamLedger(seeing: [object("a", job(.active, 1)), object("b")], [object("b")], [object("b")])
        #expect(ledger.counted == ["disappeared": 1])
        #expect(ledger.objects == [object("b")])
    }

    @Test func `an object missing from every other listing never disappears`() {
        let ledger = StreamLedger(seeing: [object("a")], [], [object("a")], [], [object("a")], [])
        #expect(ledger.counted == [:])
    }

    @Test func `an object that returns counts nothing twice`() {
        let gone: [StreamObject] = []
        let failed = [object("a", job(.failed, 1, 2))]
        let ledger = StreamLedger(seeing: [object("a", job(.active, 1))], failed, gone, gone, failed)
        #expect(
            ledger.counted == ["to FAILED": 1, "failed AUTOMATIC": 1, "disappeared": 1, "appeared": 1])
    }

    @Test func `the new job of a returning object counts`() {
        let ledger = StreamLedger(
            seeing: [object("a", job(.active, 1))], [], [], [object("a", job(.completed, 5, 9))])
        #expect(
            ledger.counted == [
                "disappeared": 1, "appeared": 1, "started AUTOMATIC": 1, "completed AUTOMATIC": 1, "duration 0": 1,
            ])
    }

    @Test func `an object with the same id and a later creation is another`() {
        let ledger = StreamLedger(
            seeing: [object("a", job(.failed), created: 1)], [object("a", job(.failed), created: 2)])
        #expect(ledger.counted == ["disappeared": 1, "appeared": 1, "failed AUTOMATIC": 1])
    }

    @Test func `an absent, earlier or restored creation time does not make another object`() {
        let ledger = StreamLedger(
            seeing: [object("a", created: 5)], [object("a")], [object("a", created: 4)], [object("a", created: 5)])
        #expect(ledger.counted == [:])
    }

    @Test func `an object with a new id under the same name replaces the one that is gone`() {
        let ledger = StreamLedger(seeing: [object("a", name: "t")], [object("b", name: "t")], [object("b", name: "t")])
        #expect(ledger.counted == ["disappeared": 1, "appeared": 1])
        #expect(ledger.objects.map(\.id) == ["b"])
    }

    @Test func `an object with the name of one still listed only appears`() {
        let both = [object("a", name: "t"), object("b", name: "t")]
        #expect(StreamLedger(seeing: [object("a", name: "t")], both).counted == ["appeared": 1])
    }

    @Test func `one new object replaces one`() {
        let ledger = StreamLedger(
            seeing: [object("a", name: "t"), object("b", name: "t")], [object("c", name: "t")])
        #expect(ledger.counted == ["disappeared": 1, "appeared": 1])
        #expect(ledger.objects.map(\.id) == ["c", "b"])
    }

    @Test func `the order of the objects does not matter`() {
        let objects = (0..<20).map { (number: Int) in object("\(number)", job(.active, number)) }
        var chance = SeededGenerator(seed: 1)
        let ledger = StreamLedger(seeing: objects, objects.reversed(), objects.shuffled(using: &chance))
        #expect(ledger.counted == [:])
    }

    @Test func `a clock jump changes no counter`() {
        var ledger = StreamLedger(baseline: listing([object("a", job(.active, 1))]), at: at(1_000_000))
        _ = ledger.fold(listing([object("a", job(.completed, 1, 2))]), at: Timestamp(seconds: .min))
        _ = ledger.fold(listing(), at: Timestamp(seconds: .max))
        #expect(ledger.counted == ["to COMPLETED": 1, "completed AUTOMATIC": 1, "duration 0": 1])
    }

    @Test func `the oldest pending object is the one first seen pending`() {
        var ledger = StreamLedger(seeing: [object("a")], [object("a", job(.pending))])
        _ = ledger.fold(listing([object("a", job(.pending)), object("b", job(.pending))]), at: at(120))
        #expect(ledger.oldestPendingSince == at(60))
        _ = ledger.fold(listing([object("a", job(.active, 1)), object("b", job(.pending))]), at: at(180))
        #expect(ledger.oldestPendingSince == at(120))
        _ = ledger.fold(listing([object("a"), object("b")]), at: at(240))
        #expect(ledger.oldestPendingSince == nil)
    }

    @Test func `an object pending at first sight waits since then`() {
        #expect(StreamLedger(seeing: [object("a", job(.pending))]).oldestPendingSince == at(0))
    }

    @Test func `an object that did not change is listed once, and its absences are not added up`() {
        let (same, other) = (object("a"), object("b", job(.active, 1)))
        let ledger = StreamLedger(
            seeing: [same, object("b")], [same, other], [same], [same, other], [same], [same, other])
        #expect(ledger.counted == ["to ACTIVE": 1, "started AUTOMATIC": 1])
        #expect(ledger.objects.map(\.id) == ["a", "b"])
    }

    @Test func `an object that returns without its end counts nothing again`() {
        let ledger = StreamLedger(seeing: [object("a", job(.failed, nil, 2))], [], [], [object("a", job(.failed))])
        #expect(ledger.counted == ["appeared": 1, "disappeared": 1])
    }

    @Test(arguments: [[nil, 5, 9], [5, nil, 9]])
    func `a creation time that is given once is remembered`(created: [Int?]) {
        let seen = created.map { [object("a", created: $0)] }
        let ledger = StreamLedger(seeing: seen[0], seen[1], seen[2])
        #expect(ledger.counted == ["appeared": 1, "disappeared": 1])
        let returned = StreamLedger(seeing: seen[0], [], [], seen[1], seen[2])
        #expect(returned.counted == ["appeared": 2, "disappeared": 2])
    }

    @Test func `objects that are gone are forgotten beyond the limit`() {
        let bounds = LedgerBounds(departedObjects: 2, leftErrors: 4, runs: 2, runAge: .seconds(9))
        var ledger = StreamLedger(baseline: listing(), at: at(0), bounds: bounds)
        for poll in 0..<20 { _ = ledger.fold(listing([object("\(poll)")]), at: at(poll)) }
        #expect(ledger.departed.records.count == 2)
    }

    @Test func `a fold reports an object that was created again, and its job`() {
        var ledger = StreamLedger(seeing: [object("a", created: 1)])
        let events = ledger.fold(listing([object("a", job(.active, 5), created: 4)]), at: at(60))
        #expect(
            events == [
                .disappeared(objectID: "a"), .appeared(objectID: "a"),
                .jobStarted(objectID: "a", trigger: .automatic),
            ])
    }

    @Test func `a fold reports what happened`() {
        var ledger = StreamLedger(
            seeing: [object("a", job(.active, 1)), object("b"), object("c"), object("d")],
            [object("a", job(.active, 1)), object("b"), object("d")])
        let failed = job(.failed, 1, 2, by: .manual, errors: [error("e1"), error("e2"), error("e3", "DDL")])
        let events = ledger.fold(listing([object("a", failed), object("b"), object("e")]), at: at(99))
        let run = FinishedRun(
            objectID: "a", label: "public.a", trigger: .manual, result: .failed, start: at(1), end: at(2),
            reasons: ["CONNECTION", "DDL"], isPartial: false, seenAt: at(99))
        #expect(
            events.prefix(5) == [
                .transition(objectID: "a", from: .active, to: .failed), .jobFinished(run), .appeared(objectID: "e"),
                .disappeared(objectID: "c"),
                .newError(
                    NewError(
                        source: .backfill, reason: LabelText("CONNECTION"), errorUuid: "e1", errorTime: at(1),
                        objectID: "a")),
            ])
        #expect(ledger.objects.map(\.id) == ["a", "b", "e", "d"])
    }
}

@Suite struct RandomHistoryTests {
    /// How many histories to try, each with its own seed.
    static let histories: UInt64 = 500

    @Test(arguments: 0..<4)
    func `after every poll every counter matches the model, whatever happens`(batch: UInt64) throws {
        for seed in batch * Self.histories..<(batch + 1) * Self.histories {
            var history = RandomHistory(seed: seed)
            let first = history.poll()
            var model = LedgerModel(baseline: first)
            var ledger = StreamLedger(baseline: first, at: at(0))
            var before = model.counts
            for poll in 1...Int.random(in: 2...40, using: &history) {
                let next = history.poll()
                model.poll(next)
                // No counter depends on the clock, so any time will do.
                _ = ledger.fold(next, at: at(Int.random(in: -1_000...1_000_000, using: &history)))
                try #require(ledger.counters.flat == model.counts, "seed \(seed), poll \(poll)")
                try #require(ledger.counters.durations.sum == model.sum, "seed \(seed), poll \(poll)")
                try #require(ledger.objects == model.present.map(\.object), "seed \(seed), poll \(poll)")
                try #require(
                    before.allSatisfy { $0.value <= model.counts[$0.key, default: -1] }, "seed \(seed), poll \(poll)")
                before = model.counts
                if history.chance(10) { ledger = ledger.kept }
            }
        }
    }
}
