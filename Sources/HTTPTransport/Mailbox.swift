import CCurl
import Synchronization

/// Passes requests from callers to the loop's thread; the only state that both sides share.
final class Mailbox: Sendable {
    /// What arrived since the loop last looked.
    struct Post: Sendable {
        var submissions: [Submission] = []
        var cancellations: [Ticket] = []
    }

    private struct State: Sendable {
        var post = Post()
        /// Wakes the loop; `nil` once the mailbox is closed, because the handle may be gone by then.
        var wake: MultiHandle.Wake?
    }

    private let state: Mutex<State>

    init(_ wake: MultiHandle.Wake) {
        state = Mutex(State(wake: wake))
    }

    /// Submits a request; false if the loop accepts no more.
    func submit(_ submission: Submission) -> Bool {
        put { $0.submissions.append(submission) }
    }

    /// Asks the loop to cancel a request, which may already have ended.
    func cancel(_ ticket: Ticket) {
        ticket.cancel()
        _ = put { $0.cancellations.append(ticket) }
    }

    private func put(_ change: (inout Post) -> Void) -> Bool {
        state.withLock { state in
            guard let wake = state.wake else { return false }
            change(&state.post)
            wake()
            return true
        }
    }

    /// Asks the loop to stop.
    func close() {
        state.withLock { state in
            state.wake?()
            state.wake = nil
        }
    }

    /// Takes what arrived; `nil` if the loop should stop.
    func collect() -> Post? {
        state.withLock { $0.wake == nil ? nil : Self.take(&$0.post) }
    }

    /// Takes what arrived before the mailbox was closed.
    func drain() -> Post {
        state.withLock { Self.take(&$0.post) }
    }

    private static func take(_ post: inout Post) -> Post {
        defer { post = Post() }
        return post
    }
}
