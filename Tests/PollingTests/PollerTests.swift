import Datastream
import HTTPTransport
import Notation
import Synchronization
import TestSupport
import Testing

@testable import Polling

@Suite struct PollerTests {
    @Test func `all streams of all locations are found and polled`() async {
        let api = FakeProject(streams: ["l1/a", "l2/b"])
        await polling(api) { poller in
            let state = await poller.state { state, _ in state.isReady }
            #expect(state.streams.values.map(\.name.stream).sorted() == ["a", "b"])
            #expect(state.streams.values.allSatisfy { $0.snapshot?.objects.map(\.id) == ["o"] })
            #expect(state.scopes.map { state.isUp($0) } == [true, true])
        }
    }

    @Test func `each published state names the stream whose poll has ended, and none after a search`() async {
        let api = FakeProject(streams: ["l/a", "l/b"])
        await polling(api) { poller in
            _ = await poller.state { state, _ in state.isReady }
            #expect(poller.polled.count == 3)
            #expect(poller.polled.first == .some(nil) && Set(poller.polled.dropFirst()) == ["a", "b"])
            poller.clock.advance(by: .seconds(60))
            _ = await poller.state { _, ended in ended == ["a": 2, "b": 2] }
            #expect(poller.polled.count == 6 && poller.polled[3] == nil)
        }
    }

    @Test func `a stream leaves when it is missing from two whole searches in a row`() async {
        let api = FakeProject(streams: ["l/a", "l/b"])
        await polling(api) { poller in
            _ = await poller.state { state, _ in state.isReady }
            api.list(["l/b"])
            poller.clock.advance(by: .seconds(60))
            let once = await poller.state { _, ended in ended["b", default: 0] >= 2 && ended["a", default: 0] >= 2 }
            #expect(once.record("a")?.snapshot != nil)
            poller.clock.advance(by: .seconds(60))
            let twice = await poller.state { _, ended in ended["b", default: 0] >= 3 }
            #expect(twice.record("a") == nil)
            #expect(twice.departed.keys.map(\.stream) == ["a"])
        }
    }

    @Test func `a deleted stream leaves, and the API's answers about it are counted`() async {
        let api = FakeProject(streams: ["l/a", "l/b"])
        await polling(api) { poller in
            _ = await poller.state { state, _ in state.isReady }
            api.list(["l/b"])
            api.script.on(FakeProject.path("l/a")) { _ in .json(#"{"error":{"code":404}}"#, status: 404) }
            poller.clock.advance(by: .seconds(60))
            _ = await poller.state { _, ended in ended["a", default: 0] >= 2 && ended["b", default: 0] >= 2 }
            poller.clock.advance(by: .seconds(60))
            let state = await poller.state { _, ended in ended["b", default: 0] >= 3 }
            #expect(state.record("a") == nil)
            #expect(state.departed.values.map(\.record.failed) == [[.notFound: 1]])
        }
    }

    @Test func `an empty selection is reported once, and again after it contained streams`() async {
        let api = FakeProject(streams: ["l/a", "l/b"])
        await polling(api, isSelected: { $0.stream == "z" }) { poller in
            let state = await poller.state { state, _ in state.isReady }
            #expect(state.found == ["p": 2] && state.streams.isEmpty)
            api.list(["l/a"])
            poller.clock.advance(by: .seconds(60))
            _ = await poller.state { state, _ in state.found == ["p": 1] }
            #expect(poller.emptiness.map(\.found) == [2])
            api.list(["l/a", "l/z"])
            api.serve("l/z")
            poller.clock.advance(by: .seconds(60))
            _ = await poller.state { state, _ in state.streams.count == 1 }
            api.list(["l/a"])
            for round in 1...2 {
                poller.clock.advance(by: .seconds(60))
                _ = await poller.state { state, ended in state.streams.isEmpty || ended["z", default: 0] > round }
            }
            #expect(poller.emptiness.map(\.found) == [2, 1])
            #expect(poller.emptiness.first?.example?.stream == "a")
        }
    }

    @Test func `a failed search reports no empty selection and keeps the streams found before`() async {
        let api = FakeProject(streams: [])
        let path = "projects/p/locations/-/streams"
        api.script.on(path) { _ in .json("{}", status: 403) }
        await polling(api, isSelected: { $0.stream == "z" }) { poller in
            let failed = await poller.state { state, _ in state.isDiscovered }
            #expect(failed.found == [:] && poller.emptiness.isEmpty)
            api.list(["l/a"])
            poller.clock.advance(by: .seconds(60))
            _ = await poller.state { state, _ in state.found == ["p": 1] }
            api.script.on(path) { _ in .json("{}", status: 403) }
            poller.clock.advance(by: .seconds(60))
            let again = await poller.state { state, _ in state.discovered.values.contains(false) }
            #expect(again.found == ["p": 1] && poller.emptiness.count == 1)
        }
    }

    @Test func `configured streams count as found`() async {
        let api = FakeProject(streams: ["l/a", "l/b"])
        let names = ["a", "b"].map { StreamName(project: "p", location: "l", stream: $0) }
        await polling(api, sources: [.named(names)], isSelected: { $0.stream == "b" }) { poller in
            let state = await poller.state { state, _ in state.isReady }
            #expect(state.found == ["p": 2] && state.streams.count == 1)
        }
    }

    @Test func `no stream goes missing from an unreachable location`() async {
        let api = FakeProject(streams: ["l1/a", "l2/b"])
        await polling(api) { poller in
            _ = await poller.state { state, _ in state.isReady }
            api.list(["l2/b"], unreachable: ["l1"])
            for round in 2...4 {
                poller.clock.advance(by: .seconds(60))
                let state = await poller.state { _, ended in
                    ended["b", default: 0] >= round && ended["a", default: 0] >= round
                }
                #expect(state.unreachable == ["p": ["l1"]])
                #expect(state.record("a")?.lastSucceeded == true)
                #expect(state.isUp(PollState.Scope(project: "p", location: "l1")) == false)
                #expect(state.isUp(PollState.Scope(project: "p", location: "l2")) == true)
            }
        }
    }

    @Test(arguments: ["", "projects/p", "projects/p/locations/", "projects/p/locations/l1/streams/a", "l1"])
    func `no stream goes missing that an oddly named unreachable resource may hide`(name: String) async {
        let api = FakeProject(streams: ["l1/a", "l2/b"])
        await polling(api) { poller in
            _ = await poller.state { state, _ in state.isReady }
            let found = #"{"name":"projects/p/locations/l2/streams/b"}"#
            api.script.on("projects/p/locations/-/streams", #"{"streams":[\#(found)],"unreachable":["\#(name)"]}"#)
            for round in 2...4 {
                poller.clock.advance(by: .seconds(60))
                let state = await poller.state { _, ended in
                    ended["b", default: 0] >= round && ended["a", default: 0] >= round
                }
                #expect(state.record("a")?.lastSucceeded == true)
            }
        }
    }

    @Test func `a failed search is visible, and known streams are still polled`() async {
        let api = FakeProject(streams: ["l/a"])
        await polling(api) { poller in
            _ = await poller.state { state, _ in state.isReady }
            api.script.on("projects/p/locations/-/streams") { _ in .json("{}", status: 403) }
            for round in 2...4 {
                poller.clock.advance(by: .seconds(60))
                let state = await poller.state { _, ended in ended["a", default: 0] >= round }
                #expect(state.record("a")?.lastSucceeded == true)
                #expect(state.isUp(PollState.Scope(project: "p", location: "-")) == false)
            }
            api.list(["l/a"])
            poller.clock.advance(by: .seconds(60))
            let state = await poller.state { _, ended in ended["a", default: 0] >= 5 }
            #expect(state.scopes == [PollState.Scope(project: "p", location: "l")])
        }
    }

    private let known = ["l1/a", "l2/b", "l2/gone"].map { stream in
        let parts = stream.split(separator: "/").map(String.init)
        return StreamName(project: "p", location: parts[0], stream: parts[1])
    }

    @Test func `streams known from earlier are polled by name where the first search cannot reach`() async {
        let api = FakeProject(streams: ["l1/a", "l2/b"])
        api.list(["l2/b"], unreachable: ["l1"])
        await polling(api, known: known) { poller in
            let state = await poller.state { state, ended in state.isReady && ended["a", default: 0] >= 1 }
            #expect(Set(state.streams.keys.map(\.stream)) == ["a", "b"])
            #expect(state.streams.values.allSatisfy { $0.lastSucceeded == true })
            #expect(!api.script.log.contains(FakeProject.path("l2/gone")))
        }
    }

    @Test func `selected streams known from earlier are present before the first search`() async {
        let api = FakeProject(streams: ["l1/a"])
        let gate = Gate()
        api.stall("projects/p/locations/-/streams", at: gate)
        let other = StreamName(project: "other", location: "l1", stream: "a")
        await polling(api, known: known + [other], isSelected: { $0.stream != "gone" }) { poller in
            let state = await poller.state { state, _ in !state.streams.isEmpty }
            #expect(Set(state.streams.keys) == Set(known.prefix(2)))
            #expect(!state.isDiscovered && !state.isReady)
            gate.open()
        }
    }

    @Test(
        arguments: [
            .json("{}", status: 403), .json("{}", status: 406), .json("<html>"),
        ] as [TransportResponse])
    func `a search that fails for another reason than its wildcard is a failure`(answer: TransportResponse) async {
        let api = FakeProject(streams: [])
        api.script.on("projects/p/locations/-/streams") { _ in answer }
        await polling(api) { poller in
            let all = PollState.Scope(project: "p", location: "-")
            _ = await poller.state { state, _ in state.isUp(all) == false }
            #expect(!api.script.log.contains("projects/p/locations"))
        }
    }

    @Test(arguments: [400, 404, 405, 501])
    func `if the wildcard is refused each location is searched`(status: Int) async {
        let api = FakeProject(streams: [])
        api.script.on("projects/p/locations/-/streams") { _ in .json("{}", status: status) }
        api.script.on("projects/p/locations", #"{"locations":[{"locationId":"l1"},{"locationId":"l2"}]}"#)
        api.script.on("projects/p/locations/l1/streams", FakeProject.listing(["l1/a"]))
        api.script.on("projects/p/locations/l2/streams") { _ in .json("{}", status: 403) }
        api.serve("l1/a")
        await polling(api) { poller in
            let state = await poller.state { _, ended in ended["a", default: 0] >= 1 }
            #expect(state.isUp(PollState.Scope(project: "p", location: "l1")) == true)
            #expect(state.isUp(PollState.Scope(project: "p", location: "l2")) == false)
        }
    }

    @Test func `configured streams are not searched for`() async {
        let api = FakeProject(streams: ["l/a", "l/b"])
        let name = StreamName(project: "p", location: "l", stream: "b")
        await polling(api, sources: [.named([name])]) { poller in
            let state = await poller.state { state, _ in state.isReady }
            #expect(state.streams.keys.map(\.stream) == ["b"])
            #expect(api.script.log == [FakeProject.path("l/b"), "\(FakeProject.path("l/b"))/objects"])
        }
    }

    @Test func `only selected streams are polled`() async {
        let api = FakeProject(streams: ["l/a", "l/b"])
        await polling(api, isSelected: { $0.stream == "a" }) { poller in
            let state = await poller.state { state, _ in state.isReady }
            #expect(state.streams.keys.map(\.stream) == ["a"])
        }
    }

    @Test func `a project without streams is ready, and up where it was searched`() async {
        let api = FakeProject(streams: [])
        api.script.on("projects/p/locations/l/streams", "{}")
        await polling(api, sources: [.project("p", locations: ["l"])]) { poller in
            let state = await poller.state { state, _ in state.isReady }
            #expect(state.isUp(PollState.Scope(project: "p", location: "l")) == true)
        }
    }

    @Test func `ticks missed while the machine sleeps are skipped and counted`() async {
        let api = FakeProject(streams: ["l/a"])
        await polling(api) { poller in
            _ = await poller.state { _, ended in ended["a", default: 0] >= 1 }
            let gate = Gate()
            api.stall("projects/p/locations/-/streams", at: gate)
            poller.clock.advance(by: .seconds(60))
            await gate.untilReached()
            poller.clock.advance(by: .seconds(600))
            gate.open()
            api.list(["l/a"])
            let state = await poller.state { state, _ in state.skippedTicks > 0 }
            #expect(state.skippedTicks >= 9)
        }
    }
}

extension PollState {
    func record(_ stream: String) -> PollRecord? { streams.values.first { $0.name.stream == stream } }
}
