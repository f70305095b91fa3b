import Datastream
import Notation
import Testing

@testable import DatastreamSimulator

struct SimulationTests {
    static let scale = TimeScale(start: Timestamp(seconds: 1_790_000_000), speed: 1)
    private let simulation = Simulation(seed: 1, scale: scale)

    /// Moments at which the data set must look alive.
    private static let moments: [Double] = [0, 1, 30, 333, 3_600, 86_400, 1e7]

    private func objects(of simulation: Simulation, at time: Double) throws -> [StreamName: [StreamObject]] {
        var objects: [StreamName: [StreamObject]] = [:]
        for name in simulation.streamNames(in: "-") {
            let stream = try simulation.stream(name)
            objects[name] = stream.objects(after: "", at: time).map { simulation.view(of: $0, in: stream, at: time) }
        }
        return objects
    }

    @Test func `the same seed and time give the same data set, and another seed another`() throws {
        let again = Simulation(seed: 1, scale: Self.scale)
        let other = Simulation(seed: 2, scale: Self.scale)
        #expect(try objects(of: simulation, at: 50) == objects(of: again, at: 50))
        #expect(try objects(of: simulation, at: 50) != objects(of: other, at: 50))
    }

    @Test(arguments: moments)
    func `each state always has some jobs`(time: Double) throws {
        let states = try objects(of: simulation, at: time).values.joined().map(\.backfillState)
        #expect(Set(states) == Set(BackfillState.allCases).subtracting([.unknown]))
    }

    @Test(arguments: [0, 2, 3, 42, UInt64.max])
    func `with every seed each state has some jobs from the start`(seed: UInt64) throws {
        let states = try objects(of: Simulation(seed: seed, scale: Self.scale), at: 0).values.joined()
            .map(\.backfillState)
        #expect(Set(states) == Set(BackfillState.allCases).subtracting([.unknown]))
    }

    @Test(arguments: moments)
    func `nothing lies in the future`(time: Double) throws {
        let now = Self.scale.timestamp(time)
        for object in try objects(of: simulation, at: time).values.joined() {
            let job = object.backfillJob
            let times =
                [object.createTime, object.updateTime, job?.lastStartTime, job?.lastEndTime]
                + (object.errors + (job?.errors ?? [])).map(\.errorTime)
            #expect(times.compactMap(\.self).allSatisfy { $0 <= now })
        }
    }

    @Test(arguments: moments)
    func `jobs have the fields that go with their state`(time: Double) throws {
        for job in try objects(of: simulation, at: time).values.joined().compactMap(\.backfillJob) {
            #expect(job.errors.isEmpty == ![.failed, .unsupported].contains(job.state))
            #expect((job.lastEndTime == nil) == [.pending, .active, .notStarted].contains(job.state))
            if job.state == .active { #expect(job.lastStartTime != nil) }
        }
    }

    @Test func `objects never vanish, and some join`() throws {
        let first = try objects(of: simulation, at: 0)
        let later = try objects(of: simulation, at: 500)
        for (name, objects) in first {
            #expect(Set(objects.map(\.id)).isSubset(of: (later[name] ?? []).map(\.id)))
        }
        #expect(later.values.joined().count > first.values.joined().count)
    }

    @Test func `an error keeps its id for as long as it shows`() throws {
        let stream = try simulation.stream(simulation.streamNames(in: "-")[0])
        let object = try #require(stream.objects.first { stream.life(of: $0).state(at: 0) == .failed })
        let views = [0.0, 0.5].map { simulation.view(of: object, in: stream, at: $0) }
        #expect(views[0].backfillJob?.errors == views[1].backfillJob?.errors)
        #expect(views[0].backfillJob?.errors.isEmpty == false)
    }

    @Test func `only a failed stream has errors of its own`() throws {
        for name in simulation.streamNames(in: "-") {
            let view = simulation.view(of: try simulation.stream(name))
            #expect(view.errors.isEmpty == (view.state != .failed))
        }
    }

    @Test func `streams are listed by location, and across all locations in order`() {
        #expect(simulation.streamNames(in: "europe-west1").count == 3)
        #expect(simulation.streamNames(in: "-") == simulation.streamNames(in: "-").sorted())
        #expect(simulation.streamNames(in: "mars").isEmpty)
    }

    @Test func `a missing stream is not found`() {
        let name = StreamName(project: "demo", location: "europe-west1", stream: "nope")
        #expect { try simulation.stream(name) } throws: { ($0 as? APIFailure)?.status == "NOT_FOUND" }
    }
}
