/// What a connection is waiting for; each kind has one time limit, apart from delays.
enum Wait: Int, CaseIterable {
    case handshake
    case head
    case body
    case check
    case idle
    case delay
    case response
    case linger

    /// The waits whose connections may be evicted for new ones, in this order: none of them has an answer pending.
    static let yielding: [Wait] = [.handshake, .head, .body, .idle]
}
