import Synchronization

/// A validated request on its way to the loop, and where its result goes.
struct Submission: Sendable {
    typealias Reply = CheckedContinuation<Result<TransportResponse, TransportError>, Never>

    var request: TransportRequest
    var destination: Destination
    var proxy: ProxySettings?
    var ticket: Ticket
    var reply: Reply
}
