import Datastream
import Testing

@testable import DatastreamSimulator

struct BackfillPlanTests {
    @Test(arguments: StreamPlan.all.filter { $0.state == .running })
    func `no more jobs load at once than the stream allows`(plan: StreamPlan) {
        let objects = ObjectPlan.all(of: plan, place: 0, seed: 5)
        for time in stride(from: 0.0, to: 2_000, by: 13) {
            let active = objects.count { $0.life.state(at: time) == .active }
            #expect(active <= plan.tasks - plan.commandTasks)
        }
    }

    @Test(arguments: StreamPlan.all.filter { $0.state != .running })
    func `in a stream that is not running nothing waits or loads`(plan: StreamPlan) {
        let objects = ObjectPlan.all(of: plan, place: 0, seed: 5)
        for time in stride(from: 0.0, to: 2_000, by: 100) {
            #expect(objects.allSatisfy { ![.pending, .active].contains($0.life.state(at: time)) })
        }
    }

    @Test func `without automatic backfill most objects have no job`() throws {
        let plan = try #require(StreamPlan.all.first { !$0.backfillsAll })
        let objects = ObjectPlan.all(of: plan, place: 0, seed: 5)
        #expect(objects.count { $0.life == .never } > objects.count / 2)
    }
}
