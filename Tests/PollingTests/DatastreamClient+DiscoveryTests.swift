import Datastream
import Testing

@testable import Polling

@Suite struct DatastreamClientDiscoveryTests {
    @Test func `a search of all locations tells which were searched and which could not be`() async {
        let api = ScriptedAPI()
        api.on(
            "projects/p/locations/-/streams",
            #"""
            {"streams":[{"name":"projects/p/locations/l1/streams/s"}],"unreachable":["projects/p/locations/l2"]}
            """#)
        let found = await DatastreamClient(api.caller()).discover(project: "p", locations: [], deadline: .seconds(9))
        #expect(Array(found.streams.keys) == [StreamName(project: "p", location: "l1", stream: "s")])
        #expect(
            found.scopes == [
                PollState.Scope(project: "p", location: "l1"): true,
                PollState.Scope(project: "p", location: "l2"): false,
            ])
        #expect(found.unreachable == ["l2"])
    }
}
