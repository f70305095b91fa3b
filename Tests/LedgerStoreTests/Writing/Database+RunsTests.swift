import Datastream
import TestSupport
import Testing

@testable import Ledger
@testable import LedgerStore
@testable import LedgerTests

@Suite final class DatabaseRunsTests {
    private var database: Database

    init() throws {
        database = try Database(.memory)
        for step in Schema.current.steps { try step(&database) }
    }

    private func ended(_ numbers: Range<Int>, at skew: Int = 0) -> [RunLog.Entry] {
        numbers.map { number in
            let run = FinishedRun(
                of: object("a", job(.failed, number, number + 1, errors: [error("x", "R\(number)")])),
                by: .automatic, result: .failed, label: "t", at: at(number + skew))
            return .ended(run)
        }
    }

    private func take(
        _ entries: [RunLog.Entry], after runs: Range<Int>, limit: Int = 100, age: Int = 1_000
    ) throws -> Range<Int> {
        let bounds = LedgerBounds(departedObjects: 1, leftErrors: 1, runs: limit, runAge: .seconds(age))
        return try database.take(entries[...], after: runs, of: 1, bounds)
    }

    private func sequences() throws -> [Int] {
        let reasons = try database.all(RunReasonRow.self, of: 1)
        let runs = try database.all(RunRow.self, of: 1).map(\.sequence)
        #expect(reasons.map(\.run) == runs, "reasons go with their run")
        return runs
    }

    @Test func `runs beyond the limit are deleted, oldest first`() throws {
        #expect(try take(ended(0..<12), after: 0..<0, limit: 10) == 2..<12)
        #expect(try sequences() == Array(2..<12))
        #expect(try take(ended(12..<13), after: 2..<12, limit: 10) == 3..<13)
        #expect(try sequences() == Array(3..<13))
    }

    @Test func `runs past their age are deleted`() throws {
        #expect(try take(ended(0..<12), after: 0..<0, age: 5) == 6..<12)
        #expect(try sequences() == Array(6..<12))
    }

    @Test func `a clock jump alone deletes no run`() throws {
        _ = try take(ended(0..<12), after: 0..<0)
        #expect(try take(ended(12..<13, at: 1_000_000), after: 0..<12, age: 5) == 8..<13)
        #expect(try take(ended(13..<14, at: -1_000_000), after: 8..<13, age: 5) == 8..<14)
    }

    @Test func `the newest run is kept, however old it is`() throws {
        #expect(try take(ended(0..<3), after: 0..<0, age: -10) == 2..<3)
    }

    @Test func `other streams' runs are kept`() throws {
        _ = try take(ended(0..<3), after: 0..<0)
        #expect(try database.take(ended(0..<9)[...], after: 0..<0, of: 2, StreamLedger.tight) == 6..<9)
        #expect(try sequences() == [0, 1, 2])
    }

    @Test func `better details of a run replace the latest one that fits`() throws {
        let ledger = StreamLedger(
            seeing: [object("a", job(.active, 1)), object("b", job(.active, 1))],
            [object("a", job(.completed, 1)), object("b", job(.completed, 1))],
            [object("a", job(.completed, 1, 9)), object("b", job(.completed, 1))])
        let runs = try take(ledger.runs.entries, after: 0..<0)
        #expect(runs == 0..<2)
        #expect(try database.all(RunRow.self, of: 1).map(\.run.end) == [at(9), nil])
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `entries in any parts make the runs that they make one by one`(seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &numbers) }
        var (model, runs): ([FinishedRun], Range<Int>) = ([], 0..<0)
        for _ in 0..<12 {
            let entries = (0..<number(0..<200)).map { _ -> RunLog.Entry in
                // Few objects and times, so that many amendments have a run, and some have several.
                let (id, start, end) = (
                    "\(number(0..<30))", number(0..<3), [nil, 5, 6].randomElement(using: &numbers) ?? nil
                )
                let object = object(id, job(.completed, start, end))
                if number(0..<3) == 0 {
                    let former = [nil, 5, 6].randomElement(using: &numbers) ?? nil
                    return .amended(
                        RunAmendment(SeenRun(start: at(start), end: former.map(at), result: .completed), of: object))
                }
                return .ended(FinishedRun(of: object, by: .automatic, result: .completed, label: id, at: at(9)))
            }
            runs = try take(entries, after: runs, limit: 900)
            model.take(entries)
            model.removeFirst(max(0, model.count - 900))
            #expect(try database.all(RunRow.self, of: 1).map(\.run) == model)
        }
    }

    @Test func `better details of a run whose end was not seen change nothing`() throws {
        let ledger = StreamLedger(seeing: [object("a", job(.completed, 1))], [object("a", job(.completed, 1, 9))])
        #expect(ledger.runs.entries.count == 1)
        #expect(try take(ledger.runs.entries, after: 5..<5) == 5..<5)
        #expect(try sequences() == [])
    }
}
