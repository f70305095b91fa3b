import Datastream
import Ledger
import Testing

@Suite struct StreamLedgerErrorsTests {
    @Test func `an error counts once, however often and by whichever object it is listed`() {
        var ledger = StreamLedger(seeing: [object("a"), object("b")])
        let both = [object("a", errors: [error("1"), error("1")]), object("b", errors: [error("1")])]
        for minute in 1...3 { _ = ledger.fold(listing(both), at: at(minute)) }
        #expect(ledger.counted == ["errors object": 1, "errors object CONNECTION": 1])
    }

    @Test func `an error counts once for each source`() {
        var ledger = StreamLedger(seeing: [object("a")])
        let failed = object("a", job(.none, errors: [error("1")]), errors: [error("1")])
        _ = ledger.fold(listing([failed], errors: [error("1")]), at: at(1))
        #expect(ledger.counted == ["errors stream": 1, "errors object": 1, "errors backfill": 1])
    }

    @Test func `an error present at first sight never counts`() {
        var ledger = StreamLedger(baseline: listing([object("a", errors: [error("1")])]), at: at(0))
        _ = ledger.fold(listing([object("a")]), at: at(1))
        _ = ledger.fold(listing([object("a", errors: [error("1")])]), at: at(2))
        #expect(ledger.counted == [:])
    }

    @Test func `a returning error does not count again`() {
        var ledger = StreamLedger(baseline: listing(), at: at(0))
        for minute in 1...6 {
            _ = ledger.fold(listing(errors: minute.isMultiple(of: 2) ? [] : [error("1")]), at: at(minute))
        }
        #expect(ledger.counted == ["errors stream": 1, "errors stream CONNECTION": 1])
    }

    @Test func `an error that returns after its object disappeared does not count again`() {
        let failing = [object("a", errors: [error("1")])]
        let ledger = StreamLedger(seeing: [object("a")], failing, [], [], failing)
        #expect(ledger.counters.newErrors[.object] == 1)
    }

    @Test func `a listed error is never forgotten, however many come and go`() {
        let bounds = LedgerBounds(departedObjects: 2, leftErrors: 4, runs: 2, runAge: .seconds(9))
        var ledger = StreamLedger(baseline: listing(), at: at(0), bounds: bounds)
        for minute in 1...100 {
            let passing = [error("p\(minute)"), error("q\(minute)")]
            let events = ledger.fold(listing(errors: [error("1")] + passing), at: at(minute))
            #expect(events.count == (minute == 1 ? 3 : 2))
            #expect(ledger.errors.left.count <= 5)
        }
        #expect(ledger.counters.newErrors[.stream] == 201)
    }

    @Test func `a new reason is 0 for one fold, and then counts even if nothing else happens`() {
        let series = ReasonTotals.Series(source: .stream, reason: LabelText("NEW"))
        var ledger = StreamLedger(baseline: listing(), at: at(0))
        let two = listing(errors: [error("1", "NEW"), error("2", "NEW")])
        _ = ledger.fold(two, at: at(1))
        #expect(ledger.counters.newErrorsByReason.totals == [series: 0])
        #expect(ledger.counters.newErrors[.stream] == 2)
        _ = ledger.fold(two, at: at(2))
        #expect(ledger.counters.newErrorsByReason.totals == [series: 2])
        _ = ledger.fold(two, at: at(3))
        #expect(ledger.counters.newErrorsByReason.totals == [series: 2])
    }

    @Test func `a reason known from first sight has already been 0`() {
        let series = ReasonTotals.Series(source: .stream, reason: LabelText("OLD"))
        var ledger = StreamLedger(baseline: listing(errors: [error("1", "OLD")]), at: at(0))
        #expect(ledger.counters.newErrorsByReason.totals == [series: 0])
        _ = ledger.fold(listing(errors: [error("1", "OLD"), error("2", "OLD")]), at: at(1))
        #expect(ledger.counters.newErrorsByReason.totals == [series: 1])
    }

    @Test func `an object missing from a listing still lists its errors`() {
        var ledger = StreamLedger(baseline: listing([object("a", errors: [error("1")])]), at: at(0))
        _ = ledger.fold(listing(), at: at(1))
        #expect(ledger.errors.listed.count == 1)
        _ = ledger.fold(listing(), at: at(2))
        #expect(ledger.errors.listed.isEmpty && ledger.errors.left.count == 1)
    }

    @Test func `the latest new error of a source is kept`() {
        var ledger = StreamLedger(baseline: listing(), at: at(0))
        _ = ledger.fold(listing(errors: [error("1"), error("2")]), at: at(1))
        _ = ledger.fold(listing(), at: at(2))
        #expect(ledger.latestErrors[.stream]?.errorUuid == "2")
    }

    @Test func `the errors of an object that is new are new`() {
        let ledger = StreamLedger(seeing: [object("a")], [object("a"), object("b", errors: [error("1")])])
        #expect(ledger.counters.newErrors.all.first { $0.key == .object }?.count == 1)
    }

    @Test func `an error of the stream leaves with it`() {
        var ledger = StreamLedger(baseline: listing(errors: [error("1"), error("2")]), at: at(0))
        _ = ledger.fold(listing(errors: [error("2")]), at: at(60))
        #expect(ledger.errors.listed == [ErrorKey(error("2"), source: .stream)] && ledger.errors.left.count == 1)
    }

    @Test func `an error of a stored object that is missing stays listed until the object is gone`() {
        var ledger = StreamLedger(seeing: [object("a", errors: [error("1")])]).kept
        _ = ledger.fold(listing(), at: at(60))
        #expect(ledger.errors.listed == [ErrorKey(error("1"), source: .object)] && ledger.errors.left.count == 0)
        _ = ledger.fold(listing(), at: at(120))
        #expect(ledger.errors.listed.isEmpty && ledger.errors.left.count == 1)
    }

    @Test func `an error of a stored object that is missing at first counts neither then nor when it returns`() {
        let faulty = object("a", errors: [error("", "CONNECTION")])
        // The file does not hold this message, so the object's error has another key than the one remembered.
        let remembered = ErrorMemory(listed: [ErrorKey(error("1"), source: .object)], left: LeftErrors(limit: 10))
        var ledger = StreamLedger(
            objects: [(object: faulty, record: ObjectRecord(state: .none, since: at(0), createTime: nil))],
            counters: StreamCounters(), errors: remembered, latestErrors: [:],
            departed: DepartedObjects(limit: 10), runs: RunLog(limit: 10), created: nil, listed: nil)
        _ = ledger.fold(listing(), at: at(60))
        #expect(ledger.counters.newErrors[.object] == 0)
        _ = ledger.fold(listing([faulty]), at: at(120))
        #expect(ledger.counters.newErrors[.object] == 0)
    }
}
