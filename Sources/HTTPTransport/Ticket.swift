import Synchronization

/// The identity of a request, which outlives its transfer: a late cancellation finds nothing and leaves nothing behind.
final class Ticket: Sendable {
    private let cancelled = Atomic(false)

    /// Whether the caller's task was cancelled, maybe before the request reached the loop.
    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}
