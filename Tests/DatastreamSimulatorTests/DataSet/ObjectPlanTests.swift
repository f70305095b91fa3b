import Datastream
import Testing

@testable import DatastreamSimulator

struct ObjectPlanTests {
    private let streams = StreamPlan.all.enumerated().map { place, plan in
        (plan: plan, objects: ObjectPlan.all(of: plan, place: place, seed: 1))
    }

    @Test func `every object of the project has a unique id, in order`() {
        let ids = streams.flatMap { $0.objects.map(\.id) }
        #expect(Set(ids).count == ids.count)
        for stream in streams { #expect(stream.objects.map(\.id) == stream.objects.map(\.id).sorted()) }
    }

    @Test func `new objects join after the start`() {
        for stream in streams {
            #expect(stream.objects.count { $0.appearsAt > 0 } == stream.plan.newcomers)
        }
    }

    @Test func `a few objects have no identifier, or one of a kind unknown to clients`() {
        let objects = streams.flatMap(\.objects)
        #expect((10...100).contains(objects.count { $0.source == nil }))
        #expect(objects.count { $0.source?.type == "serviceNow" } == 2)
        #expect(objects.allSatisfy { !$0.displayName.isEmpty })
    }

    @Test func `an object's errors come, go and come back`() {
        let errors = ObjectPlan.ActiveErrors.comingBack(period: 100)
        #expect([0.0, 39, 41, 99, 100, 139, 141].map(errors.began) == [0, 0, nil, nil, 100, 100, nil])
        #expect(ObjectPlan.ActiveErrors.never.began(at: 1) == nil)
        #expect(ObjectPlan.ActiveErrors.always.began(at: 1) == -3_600)
    }
}
