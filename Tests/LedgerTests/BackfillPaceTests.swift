import Datastream
import Notation
import Testing

@testable import Ledger

@Suite struct BackfillPaceTests {
    private func pace(from start: Int, ends: [Int]) -> BackfillPace {
        var pace = BackfillPace()
        pace.watch(at: at(start), isLoading: true)
        for end in ends { pace.note(endAt: at(end)) }
        return pace
    }

    @Test func `the estimate for the rest follows the pace of the last hour`() {
        let pace = pace(from: 0, ends: [100, 4_000, 5_000, 6_000])
        #expect(pace.secondsLeft(for: 6, at: at(7_200)) == 7_200)
        #expect(pace.secondsLeft(for: 0, at: at(7_200)) == 0)
    }

    @Test func `a shorter observation gives the pace of its own length`() {
        let pace = pace(from: 0, ends: [100, 500])
        #expect(pace.secondsLeft(for: 3, at: at(600)) == 900)
    }

    @Test func `without an end in the last hour there is no estimate`() {
        #expect(pace(from: 0, ends: []).secondsLeft(for: 3, at: at(600)) == nil)
        #expect(pace(from: 0, ends: [100]).secondsLeft(for: 3, at: at(3_800)) == nil)
        #expect(BackfillPace().secondsLeft(for: 3, at: at(600)) == nil)
        #expect(pace(from: 600, ends: [600]).secondsLeft(for: 3, at: at(600)) == nil)
    }

    @Test func `the most recent ends set the pace`() {
        let pace = pace(from: 0, ends: Array(0..<1_000))
        #expect(pace.secondsLeft(for: 128, at: at(1_000)) == 128)
    }

    @Test func `time in which nothing loads does not slow the pace`() {
        var pace = pace(from: 0, ends: [100])
        pace.watch(at: at(200), isLoading: false)
        pace.watch(at: at(3_000), isLoading: true)
        #expect(pace.secondsLeft(for: 3, at: at(3_100)) == nil)
        pace.note(endAt: at(3_200))
        #expect(pace.secondsLeft(for: 3, at: at(3_200)) == 600)
    }

    @Test func `a stream that was idle tells the pace since it began to load`() {
        let loading = ["a", "b", "c"].map { object($0, job(.active, 1)) }
        let idle = loading.map { object($0.id, job(.completed, 1, 9)) }
        let again = [object("a", job(.completed, 100, 109))] + ["b", "c"].map { object($0, job(.active, 100)) }
        let ledger = StreamLedger(seeing: idle, idle, idle, loading.map { object($0.id, job(.active, 100)) }, again)
        #expect(ledger.pace.secondsLeft(for: 2, at: at(300)) == 240)
    }

    @Test func `a stream that was idle at first sight tells the pace since it began to load`() {
        let ledger = StreamLedger(
            seeing: [object("a"), object("b")], [object("a", job(.active, 60)), object("b", job(.active, 60))],
            [object("a", job(.completed, 60, 70)), object("b", job(.active, 60))])
        #expect(ledger.pace.secondsLeft(for: 1, at: at(120)) == 60)
    }

    @Test func `a ledger records each end that it sees`() {
        let names = (0..<4).map { "\($0)" }
        let ledger = StreamLedger(
            seeing: names.map { object($0, job(.active, 1)) },
            names.prefix(2).map { object($0, job(.completed, 1, 9)) }
                + names.suffix(2).map { object($0, job(.active, 1)) })
        #expect(ledger.pace.secondsLeft(for: 2, at: at(120)) == 120)
    }
}
