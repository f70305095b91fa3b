internal import Datastream
internal import Glibc
internal import Notation
internal import Polling

extension PollClock {
    /// The machine's own clock.
    static let live: PollClock = {
        let origin = ContinuousClock.now
        return PollClock(
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
