/// What a connection is waiting for; connections that wait for the same thing mostly wait equally long.
enum Wait: Int, CaseIterable {
    case head
    case body
    case idle
    case delay
    case response
    case linger

    /// Whose places new connections may take, and in this order: those who are owed no answer.
    static let yielding: [Wait] = [.head, .body, .idle]
}
