import Synchronization

/// A checked request on its way to the loop, and where its result goes.
struct Submission: Sendable {
    typealias Reply = CheckedContinuation<Result<TransportResponse, TransportError>, Never>

    var request: TransportRequest
    var destination: Destination
    var proxy: ProxySettings?
    var ticket: Ticket
    var reply: Reply
}

/// The identity of a request, which outlives its transfer: a late cancellation finds nothing and leaves nothing behind.
final class Ticket: Sendable {
    private let cancelled = Atomic(false)

    /// Whether the caller's task was cancelled, maybe before the request reached the loop.
    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}
