import Datastream
import Testing

@testable import Ledger
@testable import LedgerStore
@testable import LedgerTests

@Suite struct OpenAmendmentsTests {
    private static func run(_ id: String, _ start: Int, _ end: Int?) -> FinishedRun {
        FinishedRun(
            of: object(id, job(.completed, start, end)), by: .automatic, result: .completed, label: id, at: at(99))
    }

    private static func amendment(_ id: String, _ start: Int, _ former: Int?, _ end: Int?) -> RunAmendment {
        RunAmendment(
            SeenRun(start: at(start), end: former.map(at), result: .completed),
            of: object(id, job(.completed, start, end)))
    }

    @Test func `an amendment belongs to the latest run of its object with the former times`() {
        var open = OpenAmendments()
        open.add(Self.amendment("a", 1, nil, 9))
        var (latest, before, other) = (Self.run("a", 1, nil), Self.run("a", 1, nil), Self.run("b", 1, nil))
        #expect(!open.amend(&other) && open.amend(&latest) && open.isEmpty && !open.amend(&before))
        #expect(other.end == nil && latest.end == at(9) && before.end == nil)
    }

    @Test func `a run takes all its amendments, the earliest first`() {
        var open = OpenAmendments()
        for times in [(7, 8), (nil, 7)] { open.add(Self.amendment("a", 1, times.0, times.1)) }
        open.add(Self.amendment("a", 2, nil, 3))
        var run = Self.run("a", 1, nil)
        #expect(open.amend(&run) && run.end == at(8) && !open.isEmpty)
    }

    @Test func `an amendment from times that a run got later is not its own`() {
        var open = OpenAmendments()
        for times in [(nil, 7), (7, 8)] { open.add(Self.amendment("a", 1, times.0, times.1)) }
        var run = Self.run("a", 1, nil)
        #expect(open.amend(&run) && run.end == at(7) && !open.isEmpty)
    }

    @Test func `ids of different bytes are different objects, even if Unicode treats them as equal`() {
        var open = OpenAmendments()
        open.add(Self.amendment("\u{E9}", 1, nil, 9))
        var run = Self.run("e\u{301}", 1, nil)
        #expect(!open.amend(&run) && !open.isEmpty)
    }
}
