internal import Datastream
internal import Polling
internal import Synchronization
internal import System

/// The progress of the start: the listener serves at once, and polling begins when nothing is awaited any more.
final class Startup: Sendable {
    /// What the polls wait for.
    enum Step: String, CaseIterable {
        case credentials = "credentials (a file or the metadata server)"
        case metadataServer = "the metadata server"
        case ledger = "the ledger"
    }

    private struct State {
        var awaited: Set<Step> = []
        var isStopped = false
        var caller: APICaller?
    }

    private let state = Mutex(State())

    /// What is awaited now, in words; nil for nothing.
    var awaited: String? {
        let awaited = state.withLock { $0.awaited }
        let names = Step.allCases.filter(awaited.contains).map(\.rawValue)
        return names.isEmpty ? nil : names.joined(separator: " and ")
    }

    /// Statistics of the API requests; empty before the polls begin.
    var statistics: APIStatistics { state.withLock { $0.caller }?.statistics ?? APIStatistics() }

    /// Notes that a step has begun.
    func begin(_ step: Step) { _ = state.withLock { $0.awaited.insert(step) } }

    /// Notes that a step is done.
    func end(_ step: Step) { _ = state.withLock { $0.awaited.remove(step) } }

    /// Lets polling begin with this caller; false if the exporter was already stopped.
    func finish(_ caller: APICaller) -> Bool {
        state.withLock { state in
            guard !state.isStopped else { return false }
            state.awaited = []
            state.caller = caller
            return true
        }
    }

    /// Keeps polling from beginning; false if it has begun.
    func stop() -> Bool {
        state.withLock { state in
            state.isStopped = true
            return state.caller == nil
        }
    }

    /// Logs what is awaited, after a second and then once a minute, until nothing is.
    func tell(_ logger: Logger, _ clock: SystemClock) async {
        var pause = Duration.seconds(1)
        while true {
            do throws(CancellationError) { try await clock.pause(pause) } catch { return }
            guard let awaited else { return }
            logger.log(.info, "waiting", ["for": awaited])
            pause = .seconds(60)
        }
    }
}
