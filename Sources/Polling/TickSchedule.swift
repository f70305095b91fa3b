/// A fixed schedule of ticks, independent of how long the work between two ticks takes.
struct TickSchedule: Sendable {
    private let start: Duration
    private let interval: Duration
    private var last = 0

    init(start: Duration, interval: Duration) {
        self.start = start
        self.interval = interval
    }

    /// The time of the current tick.
    var current: Duration { start + interval * last }

    /// Advances to the first tick that is not in the past.
    ///
    /// - Returns: how many ticks were skipped.
    mutating func advance(at now: Duration) -> Int {
        let before = last
        last += 1
        if current < now {
            // Computed in one step: the clock may have stood still for days.
            last = Int(((now - start) / interval).rounded(.up))
        }
        return max(0, last - before - 1)
    }
}
