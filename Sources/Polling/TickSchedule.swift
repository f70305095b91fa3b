/// The ticks of a clock: a fixed schedule, whatever the work between two of them takes.
struct TickSchedule: Sendable {
    private let start: Duration
    private let interval: Duration
    private var last = 0

    init(start: Duration, interval: Duration) {
        self.start = start
        self.interval = interval
    }

    /// The present tick.
    var current: Duration { start + interval * last }

    /// Goes to the first tick that is not in the past.
    ///
    /// - Returns: the ticks that were passed over.
    mutating func advance(at now: Duration) -> Int {
        let before = last
        last += 1
        if current < now {
            // The ratio of two durations, as whole ticks; the clock may have stood still for days.
            last = Int(((now - start) / interval).rounded(.up))
        }
        return max(0, last - before - 1)
    }
}
