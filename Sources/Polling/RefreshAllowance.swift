internal import Synchronization

/// How many more refused tokens one poll may replace.
///
/// When none is left, a refused token fails the poll.
final class RefreshAllowance: Sendable {
    private let left: Mutex<Int>

    /// Maximum number of refreshes in one poll.
    static let perPoll = 2

    init() { left = Mutex(Self.perPoll) }

    /// Uses one refresh; false if none is left.
    func take() -> Bool {
        left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }
}
