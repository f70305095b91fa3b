import Datastream
import Testing

@testable import DatastreamSimulator

struct SimulatedStreamTests {
    private func stream() throws -> SimulatedStream {
        let plan = try #require(StreamPlan.all.first { $0.newcomers > 0 })
        return SimulatedStream(plan: plan, place: 0, seed: 1)
    }

    @Test func `objects are found by id once they have joined`() throws {
        let stream = try stream()
        for object in stream.objects {
            #expect((stream.object(object.id, at: 0) != nil) == (object.appearsAt == 0))
            #expect(stream.object(object.id, at: 1e6)?.id == object.id)
        }
        for id in ["", "0", "g", "ffffffffffffffffffff"] { #expect(stream.object(id, at: 1e6) == nil) }
    }

    @Test func `paging continues after an id even when its object is gone`() throws {
        let stream = try stream()
        let ids = stream.objects.map(\.id)
        #expect(Array(stream.objects(after: "", at: 1e6).map(\.id)) == ids)
        #expect(Array(stream.objects(after: ids[9], at: 1e6).map(\.id)) == Array(ids[10...]))
        #expect(Array(stream.objects(after: ids[9] + "0", at: 1e6).map(\.id)) == Array(ids[10...]))
        #expect(Array(stream.objects(after: "g", at: 1e6)).isEmpty)
    }

    @Test func `jobs wait for a free task`() throws {
        var stream = try stream()
        let objects = Array(
            stream.objects.filter { $0.life.state(at: 0) == .completed }.prefix(stream.plan.commandTasks + 1))
        for object in objects { stream.start(object, sqlWhereClause: nil, at: 0) }
        let runs = objects.compactMap { stream.life(of: $0).run(at: 0) }
        let last = try #require(runs.last)
        #expect(last.startsAt == runs.dropLast().map(\.endsAt).min())
    }
}
