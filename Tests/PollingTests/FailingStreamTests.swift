import Datastream
import HTTPTransport
import Notation
import Synchronization
import TestSupport
import Testing

@testable import Polling

struct FailingStreamTests {
    @Test func `a failing stream does not hide the others, and its last whole listing stays`() async {
        let api = FakeProject(streams: ["l/bad", "l/good"])
        await polling(api) { poller in
            _ = await poller.state { state, _ in state.isReady }
            api.script.on("\(FakeProject.path("l/bad"))/objects") { _ in .json("<html>", status: 404) }
            poller.clock.advance(by: .seconds(60))
            let state = await poller.state { _, ended in ended["bad", default: 0] >= 2 && ended["good", default: 0] >= 2
            }
            #expect(state.record("bad")?.lastSucceeded == false)
            #expect(state.record("bad")?.failed == [.notFound: 1])
            #expect(state.record("bad")?.snapshot?.objects.count == 1)
            #expect(state.record("good")?.lastSucceeded == true)
            #expect(state.isUp(PollState.Scope(project: "p", location: "l")) == false)
        }
    }

    /// Polls two streams; after their first polls the API asks to wait with one of them.
    private func waiting(seconds: Int, _ test: (RunningPoller, FakeProject) async -> Void) async {
        let api = FakeProject(streams: ["l/bad", "l/good"])
        await polling(api) { poller in
            _ = await poller.state { state, _ in state.isReady }
            api.script.on("\(FakeProject.path("l/bad"))/objects") { _ in
                .json("{}", status: 429, headers: ["Retry-After": "\(seconds)"])
            }
            await test(poller, api)
        }
    }

    @Test func `a stream that is asked to wait does not hold up the others`() async {
        await waiting(seconds: 3_600) { poller, api in
            for round in 2...4 {
                poller.clock.advance(by: .seconds(60))
                _ = await poller.state { _, ended in
                    ended["bad", default: 0] >= round && ended["good", default: 0] >= round
                }
            }
            let state = await poller.state { state, _ in state.isReady }
            #expect(state.record("bad")?.failed == [.quota: 3])
            #expect(state.record("good")?.failed == [:])
            #expect(api.script.asked.count { $0.path == "\(FakeProject.path("l/bad"))/objects" } == 2)
        }
    }

    @Test func `a stream that waits through a poll takes no slot from the others`() async {
        await waiting(seconds: 115) { poller, _ in
            poller.clock.advance(by: .seconds(60))
            _ = await poller.state { _, ended in ended["bad", default: 0] >= 2 && ended["good", default: 0] >= 2 }
            // The wait ends 55 seconds after the next tick, at which the other stream must be polled at once.
            poller.clock.advance(by: .seconds(60))
            let state = await poller.state { _, ended in ended["good", default: 0] >= 3 }
            #expect(state.record("good")?.failed == [:])
        }
    }

    @Test func `a stream that stalls does not hold up the others`() async {
        let api = FakeProject(streams: ["l/good", "l/stalled"])
        let gate = Gate()
        api.stall("\(FakeProject.path("l/stalled"))/objects", at: gate)
        await polling(api) { poller in
            _ = await poller.state { _, ended in ended["good", default: 0] >= 1 }
            poller.clock.advance(by: .seconds(60))
            let state = await poller.state { _, ended in ended["good", default: 0] >= 2 }
            #expect(state.record("stalled")?.begun == 1)
            #expect(state.skippedTicks == 1)
            gate.open()
        }
    }

    @Test func `stalled streams that take all slots hold up the others for at most one tick`() async {
        let stalling = (0..<4).map { "l/a\($0)" }
        let api = FakeProject(streams: stalling + ["l/z"])
        let gates = stalling.map { _ in Gate() }
        for (stream, gate) in zip(stalling, gates) { api.stall("\(FakeProject.path(stream))/objects", at: gate) }
        await polling(api) { poller in
            for gate in gates { await gate.untilReached() }
            poller.clock.advance(by: .seconds(60))
            _ = await poller.state { state, _ in state.skippedTicks == 5 }
            for gate in gates { gate.open() }
            let state = await poller.state { _, ended in ended["z", default: 0] == 1 }
            #expect(state.record("z")?.lastSucceeded == true)
            #expect(state.record("z")?.failed == [:])
        }
    }
}
