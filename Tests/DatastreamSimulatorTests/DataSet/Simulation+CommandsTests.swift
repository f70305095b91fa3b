import Datastream
import Testing

@testable import DatastreamSimulator

struct SimulationCommandsTests {
    private static let orders = StreamName(project: "demo", location: "europe-west1", stream: "orders-mysql")

    /// The id of an object whose job is in a state at second 0, and that no run of its own moves.
    private func id(_ state: BackfillState, in name: StreamName = orders, of simulation: Simulation) throws -> String {
        let stream = try simulation.stream(name)
        return try #require(stream.objects(after: "", at: 0).first { stream.life(of: $0).state(at: 0) == state }).id
    }

    private func job(_ id: String, of simulation: Simulation, at time: Double) throws -> BackfillJob {
        let stream = try simulation.stream(Self.orders)
        return try #require(simulation.view(of: stream.named(id, at: time), in: stream, at: time).backfillJob)
    }

    private func status(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return (error as? APIFailure)?.status }
        return nil
    }

    @Test(arguments: [BackfillState.none, .notStarted, .failed, .stopped, .completed])
    func `a started job waits, loads and ends`(from: BackfillState) throws {
        var simulation = Simulation(seed: 1, scale: SimulationTests.scale)
        let id = try id(from, of: simulation)
        let answer = try simulation.start(id, in: Self.orders, sqlWhereClause: nil, at: 0)
        #expect(answer.backfillState == .pending)
        #expect(answer.backfillJob?.trigger == .manual)
        let states = try stride(from: 0.0, through: 60, by: 0.5).map { try job(id, of: simulation, at: $0).state }
        let order = states.reduce(into: [BackfillState]()) { if $0.last != $1 { $0.append($1) } }
        #expect(order.count == 3 && order.starts(with: [.pending, .active]))
        #expect([.completed, .failed].contains(order.last))
        let end = try #require(order.last)
        #expect(try job(id, of: simulation, at: 1e6).state == end)
    }

    @Test func `most started jobs complete, some fail, and no more load than the stream allows`() throws {
        var simulation = Simulation(seed: 1, scale: SimulationTests.scale)
        let stream = try simulation.stream(Self.orders)
        let ids = stream.objects(after: "", at: 0).filter { $0.life.state(at: 0) == .completed }.prefix(100).map(\.id)
        for id in ids { _ = try simulation.start(id, in: Self.orders, sqlWhereClause: nil, at: 0) }
        let started = try simulation.stream(Self.orders)
        for time in stride(from: 0.0, to: 800, by: 5) {
            let active = started.objects.count { started.life(of: $0).state(at: time) == .active }
            #expect(active <= started.plan.tasks)
        }
        let ends = try ids.map { try job($0, of: simulation, at: 1e5).state }
        #expect(ends.count { $0 == .completed } > 60)
        #expect(Set(ends) == [.completed, .failed])
    }

    @Test func `an unsupported table can be tried again and stays unsupported`() throws {
        var simulation = Simulation(seed: 1, scale: SimulationTests.scale)
        let id = try id(.unsupported, of: simulation)
        _ = try simulation.start(id, in: Self.orders, sqlWhereClause: nil, at: 0)
        let last = try job(id, of: simulation, at: 60)
        #expect(last.state == .unsupported && !last.errors.isEmpty)
    }

    @Test(arguments: [BackfillState.pending, .active])
    func `a job that waits or loads can be stopped but not started`(state: BackfillState) throws {
        var simulation = Simulation(seed: 1, scale: SimulationTests.scale)
        let id = try id(state, of: simulation)
        #expect(
            status { _ = try simulation.start(id, in: Self.orders, sqlWhereClause: nil, at: 0) }
                == "FAILED_PRECONDITION")
        let stopped = try simulation.stop(id, in: Self.orders, at: 0).backfillJob
        #expect(stopped?.state == .stopped)
        #expect((stopped?.lastStartTime == nil) == (state == .pending))
        #expect(try job(id, of: simulation, at: 1e6).state == .stopped)
    }

    @Test(arguments: [BackfillState.none, .notStarted, .failed, .stopped, .completed, .unsupported])
    func `only a job that waits or loads can be stopped`(state: BackfillState) throws {
        var simulation = Simulation(seed: 1, scale: SimulationTests.scale)
        let id = try id(state, of: simulation)
        #expect(status { _ = try simulation.stop(id, in: Self.orders, at: 0) } == "FAILED_PRECONDITION")
    }

    @Test func `a job keeps its WHERE clause if the source speaks SQL`() throws {
        var simulation = Simulation(seed: 1, scale: SimulationTests.scale)
        let mysql = try id(.completed, of: simulation)
        let answer = try simulation.start(mysql, in: Self.orders, sqlWhereClause: "id > 5", at: 0)
        #expect(answer.backfillJob?.sqlWhereClause == "id > 5")
        let mongodb = StreamName(project: "demo", location: "us-central1", stream: "catalog-mongodb")
        let id = try id(.completed, in: mongodb, of: simulation)
        #expect(
            status { _ = try simulation.start(id, in: mongodb, sqlWhereClause: "id > 5", at: 0) } == "INVALID_ARGUMENT")
        #expect(status { _ = try simulation.start(id, in: mongodb, sqlWhereClause: nil, at: 0) } == nil)
    }

    @Test func `nothing starts in a stream that is not running`() throws {
        var simulation = Simulation(seed: 1, scale: SimulationTests.scale)
        let paused = StreamName(project: "demo", location: "us-central1", stream: "legacy-mysql")
        let id = try id(.none, in: paused, of: simulation)
        #expect(
            status { _ = try simulation.start(id, in: paused, sqlWhereClause: nil, at: 0) } == "FAILED_PRECONDITION")
    }

    @Test func `an object that has not joined yet is not found`() throws {
        var simulation = Simulation(seed: 1, scale: SimulationTests.scale)
        let stream = try simulation.stream(Self.orders)
        let newcomer = try #require(stream.objects.first { $0.appearsAt > 0 })
        #expect(status { _ = try simulation.stop(newcomer.id, in: Self.orders, at: 0) } == "NOT_FOUND")
        _ = try simulation.start(newcomer.id, in: Self.orders, sqlWhereClause: nil, at: newcomer.appearsAt)
    }
}
