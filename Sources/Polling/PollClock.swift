internal import Datastream
public import Notation

/// Time and chance, as arguments: tests give their own and run a day of polls in a moment.
public struct PollClock: Sendable {
    /// Time since some fixed moment, by a clock that no one sets.
    public var uptime: @Sendable () -> Duration
    /// The time of day.
    public var now: @Sendable () -> Timestamp
    /// Waits until an ``uptime``; throws when the task is cancelled.
    public var sleep: @Sendable (_ until: Duration) async throws(CancellationError) -> Void
    /// A number from 0 up to 1, for jitter.
    public var random: @Sendable () -> Double

    /// A clock of known parts.
    public init(
        uptime: @escaping @Sendable () -> Duration, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (_ until: Duration) async throws(CancellationError) -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.uptime = uptime
        self.now = now
        self.sleep = sleep
        self.random = random
    }
}
