import Datastream
import Testing

@testable import DatastreamSimulator

struct StreamPlanJSONTests {
    @Test(arguments: StreamPlan.all)
    func `every stream survives a round trip through JSON`(plan: StreamPlan) throws {
        let simulation = Simulation(seed: 1, scale: SimulationTests.scale)
        let view = simulation.view(of: try simulation.stream(plan.name))
        for enums in [EnumEncoding.names, .numbers] {
            let decoded = try Stream.decode(plan.json(view, enums).encoded(pretty: true), named: plan.name)
            #expect(decoded.item == view)
        }
    }

    @Test func `a location has its id and its name`() {
        #expect(
            StreamPlan.json(location: "europe-west1").encoded(pretty: false)
                == Array(
                    (#"{"name":"projects/demo/locations/europe-west1","locationId":"europe-west1","#
                        + #""labels":{"cloud.googleapis.com/region":"europe-west1"}}"#).utf8))
    }
}
