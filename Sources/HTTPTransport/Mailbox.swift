import CCurl
import Synchronization

/// What callers hand to the loop's thread: all that the two sides share.
final class Mailbox: Sendable {
    /// What came in since the loop last looked.
    struct Post: Sendable {
        var submissions: [Submission] = []
        var cancellations: [Ticket] = []
    }

    private struct State: Sendable {
        var post = Post()
        /// Wakes the loop; `nil` once the mailbox is closed, since its handle may then be gone.
        var wake: MultiHandle.Wake?
    }

    private let state: Mutex<State>

    init(_ wake: MultiHandle.Wake) {
        state = Mutex(State(wake: wake))
    }

    /// Hands in a request; false when the loop takes none any more.
    func submit(_ submission: Submission) -> Bool {
        put { $0.submissions.append(submission) }
    }

    /// Asks for the end of a request, which may have ended already.
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

    /// Asks the loop to end.
    func close() {
        state.withLock { state in
            state.wake?()
            state.wake = nil
        }
    }

    /// Takes what came in; `nil` when the loop is to end.
    func collect() -> Post? {
        state.withLock { $0.wake == nil ? nil : Self.take(&$0.post) }
    }

    /// Takes what came in before the mailbox was closed.
    func drain() -> Post {
        state.withLock { Self.take(&$0.post) }
    }

    private static func take(_ post: inout Post) -> Post {
        defer { post = Post() }
        return post
    }
}
