import Testing

@testable import Datastream

struct PollStateTests {
    private let scope = PollState.Scope(project: "acme", location: "europe-west1")

    /// A state with streams a, b and so on, whose polls had these results.
    private func state(discovered: Bool?, _ polls: Bool?...) -> PollState {
        var state = PollState()
        state.isDiscovered = discovered != nil
        if let discovered { state.discovered[scope] = discovered }
        for (name, succeeded) in zip(["a", "b", "c"], polls) {
            let name = StreamName(project: scope.project, location: scope.location, stream: name)
            state.streams[name] = PollRecord(name: name)
            state.streams[name]?.lastSucceeded = succeeded
        }
        return state
    }

    @Test func `an exporter is ready once each of its streams is decided`() {
        #expect(!state(discovered: nil).isReady)
        #expect(state(discovered: true).isReady)
        #expect(!state(discovered: true, true, nil).isReady)
        #expect(state(discovered: true, true, false).isReady)
        #expect(!state(discovered: nil, true).isReady)
    }

    @Test func `a location is up when every stream's last poll succeeded`() {
        #expect(state(discovered: true, true, true).isUp(scope) == true)
        #expect(state(discovered: true, true, false).isUp(scope) == false)
        #expect(state(discovered: true, true, nil).isUp(scope) == nil)
        #expect(state(discovered: true, nil, false).isUp(scope) == false)
        #expect(state(discovered: true).isUp(scope) == true)
        #expect(state(discovered: false).isUp(scope) == false)
        #expect(state(discovered: false, true).isUp(scope) == false)
        #expect(state(discovered: nil, true).isUp(scope) == true)
    }

    @Test func `one location's failure does not affect another`() {
        var state = state(discovered: true, true)
        let other = StreamName(project: "acme", location: "us-east1", stream: "x")
        state.streams[other] = PollRecord(name: other)
        state.streams[other]?.lastSucceeded = false
        #expect(state.isUp(scope) == true)
        #expect(state.isUp(other.scope) == false)
    }

    @Test func `scopes cover the searched locations and those of streams, in order`() {
        var state = state(discovered: true, true)
        state.discovered[PollState.Scope(project: "acme", location: "-")] = false
        state.discovered[PollState.Scope(project: "aaa", location: "z")] = true
        #expect(state.scopes.map { "\($0.project) \($0.location)" } == ["aaa z", "acme -", "acme europe-west1"])
        #expect(PollState().scopes == [])
    }

    @Test func `records are ordered by name`() {
        #expect(state(discovered: true, true, false, nil).records.map(\.name.stream) == ["a", "b", "c"])
    }

    @Test(arguments: [(0, 310), (310, 310), (311, 350), (350, 350), (351, nil)] as [(Int, Int?)])
    func `the next snapshot to go stale is the oldest fresh one`(uptime: Int, next: Int?) {
        var state = state(discovered: true, true, true, nil)
        for (record, fetched) in zip(state.records, [50, 10]) {
            state.streams[record.name]?.snapshotUptime = .seconds(fetched)
        }
        #expect(state.nextStale(after: .seconds(uptime), staleAfter: .seconds(300)) == next.map { .seconds($0) })
    }

    @Test func `a stream that leaves keeps its counters for its return, and shows them for five minutes`() {
        let name = StreamName(project: "p", location: "l", stream: "s")
        var state = PollState()
        state.add(name)
        state.streams[name]?.begin()
        state.streams[name]?.end(.failure(PollFailure(.notFound, "gone")), after: .seconds(1), uptime: .seconds(9))
        state.remove(name, uptime: .seconds(10))
        #expect(state.streams.isEmpty)
        let shown = state.departedRecords(uptime: .seconds(310))
        #expect(shown.map(\.failed) == [[.notFound: 1]] && shown.map(\.lastSucceeded) == [nil])
        #expect(state.departedRecords(uptime: .seconds(311)).isEmpty)
        state.add(name)
        #expect(state.streams[name]?.begun == 1 && state.departed.isEmpty)
    }

    @Test func `the streams that left first are forgotten first`() {
        var state = PollState()
        for number in 0..<1_005 {
            let name = StreamName(project: "p", location: "l", stream: "s\(number)")
            state.add(name)
            state.remove(name, uptime: .seconds(number))
        }
        #expect(state.departed.count == 1_000)
        #expect(state.departed.values.map(\.uptime).min() == .seconds(5))
    }

    @Test func `the start of a poll changes nothing that is shown, and everything else does`() {
        let name = StreamName(project: "p", location: "l", stream: "s")
        var state = PollState()
        state.add(name)
        let changes: [(Bool, (inout PollState) -> Void)] = [
            (false, { $0.streams[name]?.begin() }),
            (true, { $0.streams[name]?.end(.failure(PollFailure(.quota, "q")), after: .zero, uptime: .zero) }),
            (true, { $0.remove(name, uptime: .zero) }), (true, { $0.isDiscovered = true }),
            (true, { $0.skippedTicks += 1 }), (true, { $0.found["p"] = 1 }), (true, { $0.unreachable["p"] = ["l"] }),
            (true, { $0.discovered[name.scope] = true }),
        ]
        for (shows, change) in changes {
            var next = state
            change(&next)
            #expect(next.shows(moreThan: state) == shows)
        }
    }
}
