internal import Synchronization

/// How many refused tokens one poll may still have replaced; further ones are a failure of the poll.
final class RefreshAllowance: Sendable {
    private let left: Mutex<Int>

    /// Most refreshes of one poll.
    static let perPoll = 2

    init() { left = Mutex(Self.perPoll) }

    /// Takes one, if there is one.
    func take() -> Bool {
        left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }
}
