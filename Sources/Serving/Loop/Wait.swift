/// What a connection is waiting for; connections that wait for the same thing mostly wait equally long.
enum Wait: Int, CaseIterable {
    case handshake
    case head
    case body
    case check
    case idle
    case delay
    case response
    case linger

    /// Whose places new connections may take, and in this order: those who are owed no answer.
    static let yielding: [Wait] = [.handshake, .head, .body, .idle]
}
