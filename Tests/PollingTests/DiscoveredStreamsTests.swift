import Datastream
import Testing

@testable import Polling

@Suite struct DiscoveredStreamsTests {
    private let name = StreamName(project: "p", location: "l", stream: "s")
    private let other = StreamName(project: "q", location: "l", stream: "s")

    /// The result of a search that found these streams.
    private func found(_ names: StreamName...) -> Discovery {
        Discovery(streams: Dictionary(uniqueKeysWithValues: names.map { ($0, Stream(name: $0)) }))
    }

    /// Applies searches of a project one after another.
    private func state(after searches: [Discovery], known: [StreamName] = []) -> PollState {
        var (streams, state) = (DiscoveredStreams(known: known), PollState())
        for name in known { state.add(name) }
        for search in searches {
            streams.apply(search, ofProject: "p", isSelected: { _ in true }, to: &state, at: .zero)
        }
        return state
    }

    @Test func `a stream disappears with the second search in a row that lacks it`() {
        #expect(state(after: [found(name)]).streams[name] != nil)
        #expect(state(after: [found(name), found()]).streams[name] != nil)
        #expect(state(after: [found(name), found(), found()]).streams[name] == nil)
        #expect(state(after: [found(name), found(), found(name), found()]).streams[name] != nil)
    }

    @Test func `a stream known from before disappears with the first search that lacks it`() {
        #expect(state(after: [found()], known: [name]).streams[name] == nil)
        #expect(state(after: [found(name), found()], known: [name]).streams[name] != nil)
        #expect(state(after: [found()], known: [other]).streams[other] != nil)
    }

    @Test func `the number of streams is known once a search has returned something`() {
        let failure = PollFailure(.server, "down")
        let failed = Discovery(scopes: [name.scope: false], failures: [failure])
        let half = Discovery(
            streams: [name: Stream(name: name)],
            scopes: [name.scope: true, PollState.Scope(project: "p", location: "m"): false], failures: [failure])
        #expect(state(after: [failed]).found["p"] == nil)
        #expect(state(after: [Discovery()]).found["p"] == 0)
        #expect(state(after: [half]).found["p"] == 1)
        #expect(state(after: [found(name), failed]).found["p"] == 1)
        #expect(state(after: [found(name), found()]).found["p"] == 0)
    }

    @Test func `configured streams count as found, before filters`() {
        var (streams, state) = (DiscoveredStreams(), PollState())
        streams.apply(named: [name, other], isSelected: { $0 == name }, to: &state)
        #expect(streams.found == [name, other])
        #expect(state.found == ["p": 1, "q": 1])
        #expect(Set(state.streams.keys) == [name])
    }
}
