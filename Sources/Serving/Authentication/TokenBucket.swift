/// A bucket of tokens that refills over time; each request takes one.
struct TokenBucket {
    typealias Instant = ContinuousClock.Instant

    private let limit: WebConfiguration.RateLimit
    /// When the bucket will be full again; nil before the first request.
    private var spentUntil: Instant?

    init(_ limit: WebConfiguration.RateLimit) { self.limit = limit }

    /// Takes a token; false if there is none.
    mutating func take(at now: Instant) -> Bool {
        let start = max(spentUntil ?? now, now)
        // The time in which a whole burst refills; if the wait is longer, the bucket is empty.
        guard now.duration(to: start) <= limit.interval * (limit.burst - 1) else { return false }
        spentUntil = start + limit.interval
        return true
    }
}
