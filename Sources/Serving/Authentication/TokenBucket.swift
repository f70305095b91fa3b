/// A bucket of tokens that fills by the clock; each request takes one.
struct TokenBucket {
    typealias Instant = ContinuousClock.Instant

    private let limit: WebConfiguration.RateLimit
    /// When the bucket, full then, would have begun to be emptied at its pace.
    private var spentUntil: Instant?

    init(_ limit: WebConfiguration.RateLimit) { self.limit = limit }

    /// Takes a token; false when there is none.
    mutating func take(at now: Instant) -> Bool {
        let start = max(spentUntil ?? now, now)
        // The wait that a burst would have had; beyond it nothing is left to take.
        guard now.duration(to: start) <= limit.interval * (limit.burst - 1) else { return false }
        spentUntil = start + limit.interval
        return true
    }
}
