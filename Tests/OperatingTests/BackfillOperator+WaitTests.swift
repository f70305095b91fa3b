import CommandLine
import Datastream
import Synchronization
import TestSupport
import Testing

@testable import Operating

@Suite struct BackfillOperatorWaitTests {
    private func wait(
        _ api: StandIn, for scope: BackfillOperator.Scope, expecting names: [ObjectName] = [],
        clock: TestClock = TestClock(start: time(0))
    ) async -> (end: String, board: WaitBoard) {
        var board = WaitBoard(expecting: names)
        let end = await api.backfills(clock).wait(for: scope, on: &board, every: .seconds(10)) { _, _ in }
        return ("\(end)", board)
    }

    @Test func `the wait lasts until nothing runs`() async {
        let api = StandIn([])
        api.onListing { [object("a", $0 < 4 ? .active : .completed)] }
        let clock = TestClock(start: time(0))
        let (end, board) = await wait(api, for: .stream(stream, tables: []), clock: clock)
        #expect(end == "over" && board.exitCode == .success && api.listings == 4 && clock.uptime == .seconds(30))
    }

    @Test func `one missing object among many is reported as gone`() async {
        let objects = (0..<11).map { object("o\($0)", .completed) }
        let names = (objects.map(\.id) + ["x"]).map { ObjectName(stream: stream, id: $0) }
        let (end, board) = await wait(StandIn(objects), for: .objects(names), expecting: names)
        #expect(end == "over" && board.exitCode == .denied && board.counts == .init(completed: 11, failed: 1))
    }

    @Test func `many objects are read by listing their stream, a few one by one`() async {
        let objects = (0..<11).map { object("o\($0)", .completed) }
        let names = objects.map { ObjectName(stream: stream, id: $0.id) }
        let many = StandIn(objects)
        #expect(await wait(many, for: .objects(names)).board.counts.completed == 11)
        #expect(many.listings == 1 && many.gets == 0)
        let few = StandIn(objects)
        #expect(await wait(few, for: .objects(Array(names.prefix(10)))).board.counts.completed == 10)
        #expect(few.listings == 0 && few.gets == 10)
    }

    @Test func `a failed first look ends the wait, and a later one does not`() async {
        let broken = StandIn([])
        broken.onListing { _ in [object("a/b")] }
        #expect(await wait(broken, for: .stream(stream, tables: [])).end.hasPrefix("failed"))
        let shaky = StandIn([])
        shaky.onListing { [object($0 == 2 ? "a/b" : "a", $0 < 3 ? .active : .completed)] }
        #expect(await wait(shaky, for: .stream(stream, tables: [])).end == "over")
        #expect(shaky.listings == 3)
    }

    @Test func `a missing object is reported as missing`() async {
        let (end, _) = await wait(StandIn([]), for: .objects([ObjectName(stream: stream, id: "a")]))
        #expect(end.contains("HTTP 404 NOT_FOUND"))
    }

    @Test func `only the selected tables count`() async throws {
        let api = StandIn([object("a", .active, table: "users"), object("b", .completed, table: "orders")])
        let glob = try #require(Glob("shop.o*"))
        let (end, board) = await wait(api, for: .stream(stream, tables: [glob]))
        #expect(end == "over" && board.seen == 1)
    }
}
