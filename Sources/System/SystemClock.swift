internal import CProcess
internal import Glibc
package import Notation

/// Time and random numbers as injected values.
///
/// Tests pass their own and run a day of polls in a moment.
package struct SystemClock: Sendable {
    /// Time since a fixed moment, by a monotonic clock.
    package var uptime: @Sendable () -> Duration
    /// The time of day.
    package var now: @Sendable () -> Timestamp
    /// Waits until the given ``uptime``; throws if the task is cancelled.
    package var sleep: @Sendable (_ until: Duration) async throws(CancellationError) -> Void
    /// A random number from 0 up to 1, for jitter.
    package var random: @Sendable () -> Double

    package init(
        uptime: @escaping @Sendable () -> Duration, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (_ until: Duration) async throws(CancellationError) -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.uptime = uptime
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    /// Waits for a duration; throws if the task is cancelled.
    package func pause(_ duration: Duration) async throws(CancellationError) { try await sleep(uptime() + duration) }

    /// The machine's own clock.
    package static let live: SystemClock = {
        let origin = ContinuousClock.now
        return SystemClock(
            uptime: { origin.duration(to: .now) },
            now: {
                var time = timespec()
                clock_gettime(CLOCK_REALTIME, &time)
                return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
            },
            sleep: { moment throws(CancellationError) in
                do {
                    try await Task.sleep(until: origin + moment, clock: .continuous)
                } catch {
                    throw CancellationError()
                }
            },
            random: { Double.random(in: 0..<1) })
    }()
}
