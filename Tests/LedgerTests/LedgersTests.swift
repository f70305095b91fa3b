import Datastream
import Testing

@testable import Ledger

@Suite struct LedgersTests {
    private let name = StreamName(project: "p", location: "l", stream: "s")
    private let other = StreamName(project: "p", location: "l", stream: "other")

    /// The state after a poll at that second of some streams, of which each listed these objects.
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

    @Test func `the same listing polled again is another listing: what it lacks has disappeared`() {
        var ledgers = Ledgers()
        _ = ledgers.follow(polled([object("a")], at: 1))
        #expect(ledgers.follow(polled([], at: 2)) == [])
        #expect(ledgers.served[name]?.snapshot?.objects.map(\.id) == ["a"])
        #expect(ledgers.follow(polled([], at: 3)).map(\.event) == [.disappeared(objectID: "a")])
        #expect(ledgers.served[name]?.snapshot?.objects == [])
    }

    @Test func `counters wait until the store has taken them, gauges do not`() {
        var ledgers = Ledgers()
        _ = ledgers.follow(polled([], at: 1))
        #expect(newErrors(ledgers) == 0)
        let due = ledgers.due
        _ = ledgers.follow(polled([object("a")], errors: [error("1")], at: 2))
        ledgers.took(due)
        #expect(newErrors(ledgers) == 0)
        #expect(ledgers.served[name]?.snapshot?.objects.count == 1)
        ledgers.refused(.write)
        #expect(!ledgers.isDurable)
        #expect(newErrors(ledgers) == 0)
        ledgers.took(ledgers.due)
        #expect(ledgers.isDurable)
        #expect(ledgers.failures == [.write: 1])
        #expect(newErrors(ledgers) == 1)
        #expect(ledgers.served[name]?.latestErrors[.stream]?.errorUuid == "1")
    }

    @Test func `a reason whose polls were all withheld stands at 0 first`() {
        var ledgers = Ledgers()
        _ = ledgers.follow(polled([], at: 1))
        ledgers.took(ledgers.due)
        for second in 2...4 {
            _ = ledgers.follow(polled([], errors: [error("1"), error("\(second)")], at: second))
            ledgers.refused(.write)
        }
        func count() -> [Int]? { ledgers.served[name]?.counters.newErrorsByReason.totals.values.map { $0 } }
        #expect(count() == [])
        ledgers.took(ledgers.due)
        #expect(count() == [0])
        _ = ledgers.follow(polled([], errors: [error("1")], at: 5))
        ledgers.took(ledgers.due)
        #expect(count() == [4])
        #expect(newErrors(ledgers) == 4)
    }

    @Test func `ledgers that were kept go on, and their counters are shown before the first poll`() {
        var first = Ledgers()
        _ = first.follow(polled([], at: 1))
        _ = first.follow(polled([], errors: [error("1")], at: 2))
        first.took(first.due)
        var ledgers = Ledgers(kept: first.current)
        #expect(newErrors(ledgers) == 1)
        #expect(ledgers.served[name]?.snapshot == nil)
        _ = ledgers.follow(polled([], errors: [error("1"), error("2")], at: 1))
        ledgers.took(ledgers.due)
        #expect(newErrors(ledgers) == 2)
    }

    @Test func `a stream that returns goes on where it was`() {
        var ledgers = Ledgers()
        _ = ledgers.follow(polled([], at: 1))
        _ = ledgers.follow(polled([object("a")], at: 2))
        _ = ledgers.follow(polled([:], at: 3))
        #expect(ledgers.served[name]?.snapshot == nil)
        _ = ledgers.follow(polled([object("a")], at: 4))
        ledgers.took(ledgers.due)
        #expect(ledgers.served[name]?.counters.objectsAppeared == 1)
    }

    @Test func `of the streams that are gone the oldest are forgotten, and the store is told`() {
        var ledgers = Ledgers()
        let many = (0..<200).map { StreamName(project: "p", location: "l", stream: "gone\($0)") }
        for (second, gone) in many.enumerated() {
            _ = ledgers.follow(polled([gone: listing(), other: listing()], at: second))
            ledgers.took(ledgers.due)
        }
        _ = ledgers.follow(polled([other: listing()], at: 200))
        #expect(ledgers.current.count < 130)
        #expect(ledgers.current[other] != nil && ledgers.current[many[199]] != nil && ledgers.current[many[0]] == nil)
        let forgotten = ledgers.due.forgotten
        ledgers.took(ledgers.due)
        #expect(ledgers.due.forgotten == [])
        #expect(ledgers.served.count == ledgers.current.count)
        #expect(forgotten.allSatisfy { ledgers.current[$0] == nil })
    }

    @Test func `before the search for streams is decided none of them is gone`() {
        var kept: [StreamName: StreamLedger] = [:]
        for number in 0..<200 {
            kept[StreamName(project: "p", location: "l", stream: "s\(number)")] = StreamLedger(seeing: [])
        }
        var ledgers = Ledgers(kept: kept)
        _ = ledgers.follow(PollState())
        #expect(ledgers.current.count == 200)
    }
}
