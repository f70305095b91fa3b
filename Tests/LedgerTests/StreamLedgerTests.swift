import Datastream
import Ledger
import Testing

@Suite struct StreamLedgerTests {
    @Test func `a restored ledger goes on where it stopped`() {
        var ledger = StreamLedger(
            seeing: [object("a", job(.active, 1)), object("b", errors: [error("1")]), object("c")],
            [object("a", job(.completed, 1, 2)), object("b", errors: [error("2")])])
        var restored = ledger.kept
        let next = listing([object("a", job(.active, 3)), object("b", errors: [error("1")])])
        #expect(restored.fold(next, at: at(120)) == ledger.fold(next, at: at(120)))
        #expect(restored.counters == ledger.counters)
        #expect(restored.records == ledger.records)
        #expect(restored.counters.objectsDisappeared == 1)
    }

    @Test func `the same errors after a restart do not count again`() {
        let failing = [object("a", job(.failed, 1, 2, errors: [error("1")]), errors: [error("1")])]
        var ledger = StreamLedger(seeing: failing).kept
        #expect(ledger.fold(listing(failing), at: at(60)).isEmpty)
        #expect(ledger.counted == [:])
    }

    @Test func `a withheld amount survives a restart`() {
        var ledger = StreamLedger(baseline: listing(), at: at(0))
        _ = ledger.fold(listing(errors: [error("1")]), at: at(1))
        ledger = ledger.kept
        _ = ledger.fold(listing(errors: [error("1")]), at: at(2))
        #expect(ledger.counted == ["errors stream": 1, "errors stream CONNECTION": 1])
    }

    @Test func `the latest new errors survive a restart`() {
        let ledger = StreamLedger(seeing: [object("a")], [object("a", errors: [error("1")])])
        #expect(ledger.kept.latestErrors == ledger.latestErrors)
        #expect(ledger.latestErrors[.object]?.errorUuid == "1")
    }

    @Test func `a copy equals the ledger`() {
        var ledger = StreamLedger(seeing: [object("a")])
        let before = ledger
        _ = ledger.fold(listing([object("a", job(.active, 1))]), at: at(60))
        #expect(before.counted == [:])
        #expect(before.objects == [object("a")])
    }
}
