internal import Datastream

/// Decides which streams to poll next.
///
/// Limits the number of concurrent polls, never polls a stream twice at the same time, and skips late ticks.
struct PollQueue: Sendable {
    /// A poll to run.
    struct Poll: Sendable, Equatable {
        let name: StreamName
        /// The stream as listed by this tick's search; nil if it must be requested.
        let listed: Stream?
        /// The result of the last successful poll.
        let previous: Snapshot?
        /// When the poll must have finished.
        let deadline: Duration
    }

    private let concurrency: Int
    private var waiting: [Poll] = []
    private var running: Set<StreamName> = []

    init(concurrency: Int) { self.concurrency = max(1, concurrency) }

    /// Adds the polls of a tick, in the order in which they should start.
    ///
    /// - Returns: how many were skipped because the stream's previous poll is still running or waiting.
    mutating func tick(_ polls: [Poll]) -> Int {
        let busy = running.union(waiting.map(\.name))
        let due = polls.filter { !busy.contains($0.name) }
        waiting += due
        return polls.count - due.count
    }

    /// Drops the polls whose deadline passed while they waited: they would fail without sending a request.
    ///
    /// - Returns: how many.
    mutating func dropLate(at now: Duration) -> Int {
        let count = waiting.count
        waiting.removeAll { $0.deadline <= now }
        return count - waiting.count
    }

    /// The polls to start now.
    mutating func start() -> [Poll] {
        let count = max(0, min(concurrency - running.count, waiting.count))
        let polls = Array(waiting.prefix(count))
        waiting.removeFirst(count)
        running.formUnion(polls.map(\.name))
        return polls
    }

    /// Records that a stream's poll has finished.
    mutating func finish(_ name: StreamName) { running.remove(name) }
}
