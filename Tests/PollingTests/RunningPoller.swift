import Datastream
import HTTPTransport
import Synchronization
import Testing

@testable import Polling

/// A project in memory, whose streams each have one object.
struct FakeProject: Sendable {
    let script = ScriptedAPI()

    /// A project with streams such as `europe-west1/orders`.
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

    /// What a search of all locations finds from now on.
    func list(_ streams: [String], unreachable: [String] = []) {
        script.on("projects/p/locations/-/streams", Self.listing(streams, unreachable: unreachable))
    }

    /// Answers for one stream and its objects.
    func serve(_ stream: String) {
        let path = Self.path(stream)
        script.on(path, #"{"name":"\#(path)","state":"RUNNING"}"#)
        script.on("\(path)/objects", #"{"streamObjects":[{"name":"\#(path)/objects/o"}]}"#)
    }

    /// Lets a path answer nothing until the gate opens.
    func stall(_ path: String, at gate: Gate) {
        script.on(path) { _ in
            await gate.pass()
            return .json("{}")
        }
    }
}

/// Holds up whoever passes until it is opened.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var isReached = false
        var waiters: [CheckedContinuation<Void, Never>] = []
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func pass() async {
        await withCheckedContinuation { continuation in
            let (isOpen, watchers) = state.withLock { state in
                state.isReached = true
                if !state.isOpen { state.waiters.append(continuation) }
                defer { state.watchers = [] }
                return (state.isOpen, state.watchers)
            }
            for watcher in watchers { watcher.resume() }
            if isOpen { continuation.resume() }
        }
    }

    /// Waits until someone is held up.
    func untilReached() async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                if !state.isReached { state.watchers.append(continuation) }
                return state.isReached
            }
            if isReached { continuation.resume() }
        }
    }

    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

/// A poller that runs, and what it published last.
final class RunningPoller: Sendable {
    typealias Condition = @Sendable (_ state: PollState, _ ended: [String: Int]) -> Bool

    private struct Seen {
        var state = PollState()
        var ended: [String: Int] = [:]
        var emptiness: [EmptySelection] = []
        var waiters: [(condition: Condition, continuation: CheckedContinuation<PollState, Never>)] = []
    }

    let clock = ManualClock()
    private let seen = Mutex(Seen())

    /// Waits until what was published, and how many polls of which stream have ended, are so.
    func state(_ condition: @escaping Condition) async -> PollState {
        await withCheckedContinuation { continuation in
            let now = seen.withLock { seen -> PollState? in
                if condition(seen.state, seen.ended) { return seen.state }
                seen.waiters.append((condition, continuation))
                return nil
            }
            if let now { continuation.resume(returning: now) }
        }
    }

    /// What was told of selections that came to nothing.
    var emptiness: [EmptySelection] { seen.withLock { $0.emptiness } }

    fileprivate func publish(_ state: PollState) {
        let due = seen.withLock { seen in
            seen.state = state
            let ended = seen.ended
            let due = seen.waiters.filter { $0.condition(state, ended) }
            seen.waiters.removeAll { $0.condition(state, ended) }
            return due
        }
        for waiter in due { waiter.continuation.resume(returning: state) }
    }

    fileprivate func observe(_ event: Poller.Event) {
        switch event {
        case .polled(let name, _, _): seen.withLock { $0.ended[name.stream, default: 0] += 1 }
        case .nothingSelected(let emptiness): seen.withLock { $0.emptiness.append(emptiness) }
        case .discoveryFailed: break
        }
    }
}

/// The streams that one filter keeps.
func selecting(_ keeps: @escaping @Sendable (StreamName) -> Bool) -> StreamSelection {
    StreamSelection([.init(flag: "--filter=x", hint: "hint", keeps: keeps)])
}

/// Runs a poller while the test looks at it.
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
        publish: { running.publish($0) }, observe: { running.observe($0) })
    let task = Task { await poller.run() }
    await test(running)
    task.cancel()
    await task.value
}
