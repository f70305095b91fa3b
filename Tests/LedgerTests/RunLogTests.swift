import Datastream
import Testing

@testable import Ledger

@Suite struct RunLogTests {
    private func run(_ number: Int) -> FinishedRun {
        FinishedRun(
            of: object("a", job(.failed, number, number + 1)), by: .automatic, result: .failed, label: "t",
            at: at(number))
    }

    private func log(of count: Int, limit: Int = 100) -> RunLog {
        var log = RunLog(limit: limit)
        for number in 0..<count { log.add(.ended(run(number))) }
        return log
    }

    @Test func `the store lacks the entries after the log it stored`() {
        let earlier = log(of: 3)
        let log = log(of: 5)
        #expect(log.entries(after: nil).count == 5)
        #expect(Array(log.entries(after: earlier)) == [.ended(run(3)), .ended(run(4))])
        #expect(log.entries(after: log).isEmpty)
    }

    @Test func `stored entries are dropped, and new ones stay`() {
        let taken = log(of: 3)
        var log = log(of: 5)
        log.drop(through: taken)
        #expect(log.entries == [.ended(run(3)), .ended(run(4))])
        #expect(log.entries(after: taken).count == 2)
        log.drop(through: taken)
        #expect(log.entries.count == 2)
        log.add(.ended(run(5)))
        log.drop(through: log)
        #expect(log.entries.isEmpty)
    }

    @Test func `without a store the oldest entries are dropped first`() {
        var log = log(of: 13, limit: 10)
        #expect(log.entries.first == .ended(run(3)) && log.entries.count == 10)
        #expect(log.entries(after: self.log(of: 5)).first == .ended(run(5)))
        log.drop(through: self.log(of: 2))
        #expect(log.entries.count == 10)
    }

    @Test func `a run is amended when its end becomes known`() throws {
        var ledger = StreamLedger(seeing: [object("a", job(.active, 1))], [object("a", job(.completed, 1))])
        _ = ledger.fold(listing([object("a", job(.completed, 1, 9))]), at: at(120))
        guard case .amended(let amendment) = try #require(ledger.runs.entries.last) else {
            Issue.record("not an amendment")
            return
        }
        #expect(amendment.objectID == "a" && amendment.formerStart == at(1) && amendment.formerEnd == nil)
        #expect(amendment.start == at(1) && amendment.end == at(9))
        #expect(ledger.finished.map(\.end) == [at(9)])
    }

    @Test func `the ledgers keep no stored run`() {
        let name = StreamName(project: "p", location: "l", stream: "s")
        var ledgers = Ledgers(kept: [
            name: StreamLedger(seeing: [object("a", job(.active, 1))], [object("a", job(.failed, 1))])
        ])
        #expect(ledgers.current[name]?.runs.entries.count == 1)
        ledgers.took(ledgers.current)
        #expect(ledgers.current[name]?.runs.entries.isEmpty == true)
    }
}
