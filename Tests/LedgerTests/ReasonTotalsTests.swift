import Datastream
import Testing

@testable import Ledger

@Suite struct ReasonTotalsTests {
    @Test func `the first fifty reasons have names, and all later ones are other`() {
        var totals = ReasonTotals()
        for round in 0..<2 {
            for number in 0..<60 { totals.count(LabelText("reason \(number)"), source: .object) }
            #expect(totals.totals.count == 51)
            totals.settle()
            let other = ReasonTotals.Series(source: .object, reason: ReasonCounts.other)
            #expect(totals.totals[other] == 10 * (round + 1))
        }
    }

    @Test func `the fifty are shared by all sources of a stream`() {
        var totals = ReasonTotals()
        for number in 0..<50 { totals.see(LabelText("reason \(number)"), source: .stream) }
        totals.count(LabelText("reason 7"), source: .backfill)
        totals.count(LabelText("new"), source: .backfill)
        #expect(
            totals.totals.keys.filter { $0.source == .backfill }.map(\.reason.value).sorted() == ["other", "reason 7"])
    }

    @Test func `restored counters keep their names`() {
        var totals = ReasonTotals()
        for number in 0..<60 { totals.count(LabelText("reason \(number)"), source: .object) }
        var kept = ReasonTotals(totals: totals.totals, waiting: totals.waiting)
        #expect(kept == totals)
        kept.settle()
        kept.count(LabelText("reason 59"), source: .object)
        #expect(kept.totals[ReasonTotals.Series(source: .object, reason: ReasonCounts.other)] == 11)
    }

    @Test func `a counter never scraped at 0 keeps waiting`() {
        var totals = ReasonTotals()
        let series = ["seen", "unseen"].map { ReasonTotals.Series(source: .object, reason: LabelText($0)) }
        for reason in series.map(\.reason) { totals.count(reason, source: .object) }
        totals.settle(except: [series[1]])
        totals.count(series[1].reason, source: .object)
        #expect(totals.totals == [series[0]: 1, series[1]: 0] && totals.waiting == [series[1]: 2])
        totals.settle()
        #expect(totals.totals == [series[0]: 1, series[1]: 2] && totals.waiting.isEmpty)
    }

    @Test func `errors of a reason that a baseline brought wait until its 0 was shown`() {
        var totals = ReasonTotals()
        let series = ReasonTotals.Series(source: .object, reason: LabelText("old"))
        totals.see(series.reason, source: .object)
        totals.settle(except: [series])
        totals.count(series.reason, source: .object)
        #expect(totals.totals == [series: 0])
        totals.settle()
        #expect(totals.totals == [series: 1])
    }

    @Test func `once all reasons are published their sum is the count of errors`() {
        var totals = ReasonTotals()
        for number in 0..<500 {
            totals.count(LabelText("reason \(number % 70)"), source: ErrorSource.allCases[number % 3])
            if number.isMultiple(of: 7) { totals.settle() }
        }
        totals.settle()
        #expect(totals.totals.values.reduce(0, +) == 500)
    }
}
