import Datastream
import Notation
import Testing

@testable import Ledger

struct StreamLedgerRenewalTests {
    private func snapshot(_ objects: [StreamObject], created: Int64? = nil, at second: Int64) -> Snapshot {
        let name = StreamName(project: "p", location: "l", stream: "s")
        let stream = Stream(name: name, createTime: created.map { Timestamp(seconds: $0) })
        return Snapshot(stream: stream, objects: objects, fetchedAt: Timestamp(seconds: second))
    }

    private func ledger(created: Int64? = nil, at second: Int64 = 0) -> StreamLedger {
        StreamLedger(
            baseline: snapshot([object("a"), object("b")], created: created, at: second),
            at: Timestamp(seconds: second))
    }

    @Test(arguments: [(nil, nil, false), (1, nil, false), (nil, 1, false), (1, 1, false), (1, 2, true), (2, 1, true)])
    func `another creation time means another stream`(before: Int64?, now: Int64?, isAnother: Bool) {
        let next = snapshot([], created: now, at: 60)
        #expect(ledger(created: before).mustRenew(for: next, memory: nil) == isAnother)
    }

    @Test(arguments: [(299, false), (300, false), (301, true), (-1_000, false)])
    func `the first listing after a restart is compared with a recent one`(second: Int64, isLate: Bool) {
        let next = snapshot([], at: second)
        #expect(ledger().mustRenew(for: next, memory: .seconds(300)) == isLate)
        #expect(!ledger().mustRenew(for: next, memory: nil), "while the stream was polled all the while none is late")
    }

    @Test func `a ledger that begins again counts nothing present, and keeps its counters`() {
        var ledger = ledger()
        _ = ledger.fold(
            snapshot([object("a", job(.failed, 1, 2, errors: [error("1")])), object("c")], at: 60), at: at(60))
        let counters = ledger.counters
        #expect(counters.objectsAppeared == 1)
        let listed = [object("x", job(.failed, 5, 6, errors: [error("2", "NEW")]))]
        ledger.renew(with: snapshot(listed, at: 600), bounds: .standard)
        #expect(ledger.counters.objectsAppeared == 1 && ledger.counters.jobsFinished == counters.jobsFinished)
        #expect(ledger.counters.newErrors == counters.newErrors)
        let new = ReasonTotals.Series(source: .backfill, reason: LabelText("NEW"))
        #expect(ledger.counters.newErrorsByReason.totals[new] == 0)
        #expect(ledger.finished.count == 1)
        #expect(ledger.fold(snapshot(listed, at: 660), at: at(660)) == [])
    }

    @Test func `a stream that is no longer polled keeps its counters and runs`() {
        var ledger = ledger()
        _ = ledger.fold(snapshot([object("a", job(.failed, 1, 2, errors: [error("1")]))], at: 60), at: at(60))
        let before = ledger
        ledger.forgetListing(bounds: .standard)
        #expect(ledger.objects.isEmpty && ledger.errors.listed.isEmpty && ledger.listed == nil)
        #expect(ledger.counters == before.counters && ledger.runs == before.runs)
        #expect(ledger.mustRenew(for: snapshot([], at: 61), memory: nil))
    }

    @Test func `the time of the last listing is saved from time to time`() {
        var ledger = ledger()
        for (second, noted) in [(74, 0), (75, 75), (80, 75), (160, 160), (10, 10)] as [(Int64, Int64)] {
            ledger.note(listedAt: Timestamp(seconds: second), every: .seconds(75))
            #expect(ledger.listed == Timestamp(seconds: noted))
        }
    }

    @Test func `a ledger that begins again keeps the latest new errors`() {
        var ledger = ledger()
        _ = ledger.fold(snapshot([object("a", errors: [error("1")])], at: 60), at: at(60))
        ledger.renew(with: snapshot([], at: 600), bounds: .standard)
        #expect(ledger.latestErrors[.object]?.errorUuid == "1")
    }

    @Test func `a creation time that comes later is kept`() {
        var ledger = ledger()
        _ = ledger.fold(snapshot([], created: 5, at: 60), at: at(60))
        _ = ledger.fold(snapshot([], at: 120), at: at(120))
        #expect(ledger.created == Timestamp(seconds: 5))
    }
}
