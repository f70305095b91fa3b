internal import Datastream

/// Which streams are polled when: so many at a time, one poll of a stream at a time, late ticks skipped.
struct PollQueue: Sendable {
    /// A poll to be made.
    struct Poll: Sendable, Equatable {
        let name: StreamName
        /// The stream as this tick's search listed it; nil when it must be asked for.
        let listed: Stream?
        /// What the last whole poll learnt.
        let previous: Snapshot?
        /// When the poll must have ended.
        let deadline: Duration
    }

    private let concurrency: Int
    private var waiting: [Poll] = []
    private var running: Set<StreamName> = []

    init(concurrency: Int) { self.concurrency = max(1, concurrency) }

    /// Takes the polls of a tick, in the order in which they shall begin.
    ///
    /// - Returns: how many were skipped, as the poll before is still running or waiting.
    mutating func tick(_ polls: [Poll]) -> Int {
        let busy = running.union(waiting.map(\.name))
        let due = polls.filter { !busy.contains($0.name) }
        waiting += due
        return polls.count - due.count
    }

    /// Drops the polls whose deadline passed while they waited for their turn: they would fail without having asked.
    ///
    /// - Returns: how many.
    mutating func dropLate(at now: Duration) -> Int {
        let count = waiting.count
        waiting.removeAll { $0.deadline <= now }
        return count - waiting.count
    }

    /// The polls that shall begin now.
    mutating func start() -> [Poll] {
        let count = max(0, min(concurrency - running.count, waiting.count))
        let polls = Array(waiting.prefix(count))
        waiting.removeFirst(count)
        running.formUnion(polls.map(\.name))
        return polls
    }

    /// Notes that the poll of a stream ended.
    mutating func finish(_ name: StreamName) { running.remove(name) }
}
