import Synchronization

/// The identity of a request.
///
/// It outlives the transfer, so a late cancellation finds nothing and leaves nothing behind.
final class Ticket: Sendable {
    private let cancelled = Atomic(false)

    /// Whether the caller's task was cancelled, possibly before the request reached the loop.
    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}
