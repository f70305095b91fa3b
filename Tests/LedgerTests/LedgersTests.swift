import Datastream
import Testing

@testable import Ledger

@Suite struct LedgersTests {
    private let name = StreamName(project: "p", location: "l", stream: "s")
    private let other = StreamName(project: "p", location: "l", stream: "other")

    /// The state after a poll of some streams at a given second, each with its listing.
    private func polled(_ listings: [StreamName: Snapshot], at second: Int) -> PollState {
        var state = PollState()
        state.isDiscovered = true
        for (name, listing) in listings {
            var record = PollRecord(name: name)
            record.end(.success(listing), after: .zero, uptime: .seconds(second))
            state.streams[name] = record
        }
        return state
    }

    private func polled(_ objects: [StreamObject], errors: [ReportedError] = [], at second: Int) -> PollState {
        polled([name: listing(objects, errors: errors)], at: second)
    }

    private func newErrors(_ ledgers: Ledgers) -> Int? { ledgers.served[name]?.counters.newErrors[.stream] }

    @Test func `each whole poll is folded once`() {
        var ledgers = Ledgers()
        #expect(ledgers.follow(polled([], at: 1)) == [])
        let second = polled([], errors: [error("1")], at: 2)
        #expect(ledgers.follow(second).map(\.stream) == [name])
        #expect(ledgers.follow(second) == [])
        #expect(ledgers.current[name]?.counters.newErrors[.stream] == 1)
    }

    @Test func `the end of a poll folds its stream, and only a search folds and forgets any`() {
        let both = polled([name: listing([object("a")]), other: listing()], at: 1)
        let kept = kept(2_000)
        var ledgers = Ledgers(kept: kept)
        _ = ledgers.follow(both, polled: name)
        #expect(ledgers.served[name]?.snapshot != nil && ledgers.served[other]?.snapshot == nil)
        #expect(ledgers.current(of: name).keys.map(\.self) == [name] && ledgers.current(of: other).isEmpty)
        #expect(ledgers.current.count == kept.count + 1)
        _ = ledgers.follow(both, polled: StreamName(project: "p", location: "l", stream: "gone"))
        #expect(ledgers.folds == 1 && ledgers.current.count == kept.count + 1)
        _ = ledgers.follow(both)
        #expect(ledgers.folds == 2 && ledgers.current(of: nil).count == Ledgers.departedLimit + 2)
    }

    @Test func `an object missing from the same listing twice has disappeared`() {
        var ledgers = Ledgers()
        _ = ledgers.follow(polled([object("a")], at: 1))
        #expect(ledgers.follow(polled([], at: 2)) == [])
        #expect(ledgers.served[name]?.snapshot?.objects.map(\.id) == ["a"])
        #expect(ledgers.follow(polled([], at: 3)).map(\.event) == [.disappeared(objectID: "a")])
        #expect(ledgers.served[name]?.snapshot?.objects == [])
    }

    @Test func `counters wait until they are stored, and gauges do not`() {
        var ledgers = Ledgers()
        _ = ledgers.follow(polled([], at: 1))
        #expect(newErrors(ledgers) == 0)
        let due = ledgers.current
        _ = ledgers.follow(polled([object("a")], errors: [error("1")], at: 2))
        ledgers.took(due)
        #expect(newErrors(ledgers) == 0)
        #expect(ledgers.served[name]?.snapshot?.objects.count == 1)
        ledgers.refused(.write)
        #expect(!ledgers.isDurable)
        #expect(newErrors(ledgers) == 0)
        ledgers.took(ledgers.current)
        #expect(ledgers.isDurable)
        #expect(ledgers.failures == [.write: 1])
        #expect(newErrors(ledgers) == 1)
        #expect(ledgers.served[name]?.latestErrors[.stream]?.errorUuid == "1")
    }

    @Test func `a reason whose polls were all withheld starts at 0`() {
        var ledgers = Ledgers()
        _ = ledgers.follow(polled([], at: 1))
        ledgers.took(ledgers.current)
        for second in 2...4 {
            _ = ledgers.follow(polled([], errors: [error("1"), error("\(second)")], at: second))
            ledgers.refused(.write)
        }
        func count() -> [Int]? { ledgers.served[name]?.counters.newErrorsByReason.totals.values.map { $0 } }
        #expect(count() == [])
        ledgers.took(ledgers.current)
        #expect(count() == [0])
        _ = ledgers.follow(polled([], errors: [error("1")], at: 5))
        ledgers.took(ledgers.current)
        #expect(count() == [4])
        #expect(newErrors(ledgers) == 4)
    }

    @Test func `errors that wait count with the next listing, even if it begins again`() {
        var ledgers = Ledgers()
        _ = ledgers.follow(polled([], at: 1))
        _ = ledgers.follow(polled([], errors: [error("1")], at: 2))
        ledgers.took(ledgers.current)
        #expect(ledgers.served[name]?.counters.newErrorsByReason.totals.values.map { $0 } == [0])
        _ = ledgers.follow(polled([:], at: 3))
        _ = ledgers.follow(polled([], at: 4))
        ledgers.took(ledgers.current)
        #expect(ledgers.served[name]?.counters.newErrorsByReason.totals.values.map { $0 } == [1])
    }

    @Test func `restored ledgers go on, and their counters are shown before the first poll`() {
        var first = Ledgers()
        _ = first.follow(polled([], at: 1))
        _ = first.follow(polled([], errors: [error("1")], at: 2))
        first.took(first.current)
        var ledgers = Ledgers(kept: first.current)
        #expect(newErrors(ledgers) == 1)
        #expect(ledgers.served[name]?.snapshot == nil)
        _ = ledgers.follow(polled([], errors: [error("1"), error("2")], at: 1))
        ledgers.took(ledgers.current)
        #expect(newErrors(ledgers) == 2)
    }

    @Test func `a stream that returns begins again, and its counters go on`() {
        var ledgers = Ledgers()
        _ = ledgers.follow(polled([], at: 1))
        _ = ledgers.follow(polled([object("a")], at: 2))
        _ = ledgers.follow(polled([:], at: 3))
        #expect(ledgers.served[name]?.snapshot == nil)
        let failed = object("b", job(.failed, 1, 2, errors: [error("1")]))
        #expect(ledgers.follow(polled([failed], at: 4)) == [], "lost and failed while it was away")
        #expect(ledgers.follow(polled([failed], at: 5)) == [])
        #expect(ledgers.follow(polled([failed, object("c")], at: 6)).count == 1)
        ledgers.took(ledgers.current)
        #expect(ledgers.served[name]?.counters.objectsAppeared == 2)
    }

    @Test func `a stream that was not polled before the restart begins again`() {
        let kept = [name: StreamLedger(seeing: [object("a")])]
        var without = Ledgers(kept: kept)
        _ = without.follow(polled([other: listing()], at: 1))
        var ledgers = Ledgers(kept: without.current)
        #expect(ledgers.follow(polled([], at: 1)) == [])
        #expect(ledgers.follow(polled([], at: 2)) == [])
        #expect(ledgers.current[name]?.counters.objectsDisappeared == 0)
    }

    @Test func `a counter withheld before a restart waits for a scrape after it`() {
        var first = Ledgers()
        _ = first.follow(polled([], at: 1))
        _ = first.follow(polled([], errors: [error("1")], at: 2), scraped: 0)
        var ledgers = Ledgers(kept: first.current)
        func count() -> [Int]? { ledgers.served[name]?.counters.newErrorsByReason.totals.values.map { $0 } }
        for second in 1...2 {
            _ = ledgers.follow(polled([], errors: [error("1")], at: second), scraped: 0)
            ledgers.took(ledgers.current)
            #expect(count() == [0])
        }
        _ = ledgers.follow(polled([], errors: [error("1")], at: 3), scraped: ledgers.version)
        ledgers.took(ledgers.current)
        #expect(count() == [1])
    }

    /// A number of stored ledgers, each under a different name.
    private func kept(_ count: Int) -> [StreamName: StreamLedger] {
        let ledger = StreamLedger(seeing: [])
        let names = (0..<count).map { StreamName(project: "p", location: "l", stream: "gone\($0)") }
        return Dictionary(uniqueKeysWithValues: names.map { ($0, ledger) })
    }

    @Test func `the streams that went first are forgotten first`() {
        var ledgers = Ledgers(kept: kept(2_000))
        _ = ledgers.follow(polled([other: listing()], at: 1))
        #expect(ledgers.current.count == Ledgers.departedLimit + 1)
        #expect(ledgers.current[other] != nil)
        ledgers.took(ledgers.current)
        #expect(ledgers.served.count == ledgers.current.count)
    }

    @Test func `a failed or incomplete search removes no stream`() {
        var failed = polled([other: listing()], at: 1)
        failed.discovered[PollState.Scope(project: "p", location: "-")] = false
        var partial = polled([other: listing()], at: 1)
        partial.unreachable["p"] = ["l"]
        for state in [failed, partial, PollState()] {
            var ledgers = Ledgers(kept: kept(2_000))
            _ = ledgers.follow(state)
            #expect(ledgers.current.count >= 2_000)
        }
    }
}
