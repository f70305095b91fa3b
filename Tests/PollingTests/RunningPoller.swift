import Datastream
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import Polling

/// An in-memory project whose streams have one object each.
struct FakeProject: Sendable {
    let script = ScriptedAPI()

    /// Creates a project with streams such as `europe-west1/orders`.
    init(streams: [String]) {
        list(streams)
        for stream in streams { serve(stream) }
    }

    static func path(_ stream: String) -> String {
        let parts = stream.split(separator: "/")
        return "projects/p/locations/\(parts[0])/streams/\(parts[1])"
    }

    static func listing(_ streams: [String], unreachable: [String] = []) -> String {
        let items = streams.map { #"{"name":"\#(path($0))","state":"RUNNING"}"# }.joined(separator: ",")
        let places = unreachable.map { #""projects/p/locations/\#($0)""# }.joined(separator: ",")
        return #"{"streams":[\#(items)],"unreachable":[\#(places)]}"#
    }

    /// Sets what a search of all locations finds from now on.
    func list(_ streams: [String], unreachable: [String] = []) {
        script.on("projects/p/locations/-/streams", Self.listing(streams, unreachable: unreachable))
    }

    /// Serves one stream and its objects.
    func serve(_ stream: String) {
        let path = Self.path(stream)
        script.on(path, #"{"name":"\#(path)","state":"RUNNING"}"#)
        script.on("\(path)/objects", #"{"streamObjects":[{"name":"\#(path)/objects/o"}]}"#)
    }

    /// Holds the responses of a path until the gate opens.
    func stall(_ path: String, at gate: Gate) {
        script.on(path) { _ in
            await gate.pass()
            return .json("{}")
        }
    }
}

/// Blocks callers until it is opened.
final class Gate: Sendable {
    private let state = Watched((isOpen: false, isReached: false))

    func pass() async {
        state.change { $0.isReached = true }
        _ = try? await state.wait(for: "the gate to open") { $0.isOpen }
    }

    /// Waits until a caller is blocked.
    func untilReached() async {
        do { try await state.wait(for: "someone to reach the gate") { $0.isReached } } catch { Issue.record(error) }
    }

    func open() { state.change { $0.isOpen = true } }
}

/// A running poller and the state that it last published.
final class RunningPoller: Sendable {
    private struct Seen {
        var state = PollState()
        var ended: [String: Int] = [:]
        /// Like `ended`, but includes polls that have ended since the last published state.
        var counted: [String: Int] = [:]
        var emptiness: [EmptySelection] = []
        /// The streams that were said to be polled, one for each published state.
        var polled: [String?] = []
    }

    let clock = TestClock(.waits)
    private let seen = Watched(Seen())

    /// Waits until the published state and the number of finished polls per stream meet the condition; otherwise the
    /// test fails.
    func state(
        _ isMet: @escaping @Sendable (_ state: PollState, _ ended: [String: Int]) -> Bool,
        at location: SourceLocation = #_sourceLocation
    ) async -> PollState {
        do {
            return try await seen.wait(for: "the poller to get there") { isMet($0.state, $0.ended) }.state
        } catch {
            Issue.record(error, sourceLocation: location)
            return seen.value.state
        }
    }

    /// The reported empty selections.
    var emptiness: [EmptySelection] { seen.value.emptiness }

    /// The streams that were said to be polled; nil for the states in which streams may have come or gone.
    var polled: [String?] { seen.value.polled }

    fileprivate func publish(_ state: PollState, polled: StreamName?) {
        seen.change { seen in
            seen.state = state
            seen.polled.append(polled?.stream)
            seen.ended = seen.counted
        }
    }

    fileprivate func observe(_ event: Poller.Event) {
        switch event {
        case .polled(let name, _, _): seen.change { $0.counted[name.stream, default: 0] += 1 }
        case .nothingSelected(let emptiness): seen.change { $0.emptiness.append(emptiness) }
        case .discoveryFailed: break
        }
    }
}

/// A selection with a single filter.
func selecting(_ keeps: @escaping @Sendable (StreamName) -> Bool) -> StreamSelection {
    StreamSelection([.init(flag: "--filter=x", hint: "hint", keeps: keeps)])
}

/// Runs a poller while the test observes it.
func polling(
    _ api: FakeProject, sources: [StreamSource] = [.project("p", locations: [])],
    known: [StreamName] = [], isSelected: @escaping @Sendable (StreamName) -> Bool = { _ in true },
    _ test: (RunningPoller) async -> Void
) async {
    let running = RunningPoller()
    var options = Poller.Options(
        sources: sources, selection: selecting(isSelected), interval: .seconds(60), timeout: .seconds(60),
        concurrency: 4)
    options.known = known
    let poller = Poller(
        client: DatastreamClient(api.script.caller(clock: running.clock.clock)), clock: running.clock.clock,
        options: options,
        publish: { running.publish($0, polled: $1) }, observe: { running.observe($0) })
    let task = Task { await poller.run() }
    await test(running)
    task.cancel()
    await task.value
}
