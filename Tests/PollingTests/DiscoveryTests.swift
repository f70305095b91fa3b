import Datastream
import Testing

@testable import Polling

@Suite struct DiscoveryTests {
    private let here = StreamName(project: "p", location: "l1", stream: "s")
    private let there = StreamName(project: "p", location: "l2", stream: "s")
    private let all = PollState.Scope(project: "p", location: "-")

    @Test func `a stream is uncertain where its location was not reached, or its search failed`() {
        let cases: [(Discovery, here: Bool, there: Bool)] = [
            (Discovery(), false, false),
            (Discovery(unreachable: ["l1"]), true, false),
            (Discovery(scopes: [here.scope: false]), true, false),
            (Discovery(scopes: [here.scope: true, there.scope: false]), false, true),
            (Discovery(scopes: [here.scope: false], unreachable: ["l1"]), true, false),
            (Discovery(scopes: [all: false]), true, true),
            (Discovery(scopes: [all: true]), false, false),
        ]
        for (discovery, isHereUncertain, isThereUncertain) in cases {
            #expect(discovery.isUncertain(about: here) == isHereUncertain, "\(discovery)")
            #expect(discovery.isUncertain(about: there) == isThereUncertain, "\(discovery)")
        }
    }

    @Test func `the searches of several locations are one`() {
        let failure = PollFailure(.permission, "no")
        var sum = Discovery(
            streams: [here: Stream(name: here)], scopes: [here.scope: true], unreachable: ["l3"])
        sum.add(
            Discovery(
                scopes: [there.scope: false], unreachable: ["l4"], failures: [failure], missingPermission: "list"))
        sum.add(Discovery(failures: [PollFailure(.server, "down")], missingPermission: "get"))
        #expect(Set(sum.streams.keys) == [here])
        #expect(sum.scopes == [here.scope: true, there.scope: false])
        #expect(sum.unreachable == ["l3", "l4"])
        #expect(sum.failures == [failure, PollFailure(.server, "down")])
        #expect(sum.missingPermission == "list")
    }
}
