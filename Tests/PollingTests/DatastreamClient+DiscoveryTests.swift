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

    @Test(arguments: [
        ("projects/p/locations/l2", "l2"), ("projects/p/locations/l2/streams/s", "l2"), ("locations/l2", "l2"),
        ("l2", "l2"), ("projects/p", "-"), ("projects/p/locations", "-"), ("projects/p/locations/a b", "-"), ("", "-"),
    ])
    func `what was not reached may be named in several ways`(name: String, location: String) async {
        let api = ScriptedAPI()
        api.on("projects/p/locations/-/streams", #"{"unreachable":["\#(name)"]}"#)
        let found = await DatastreamClient(api.caller()).discover(project: "p", locations: [], deadline: .seconds(9))
        #expect(found.unreachable == [location])
    }
}
