/// Decides when to use a token and when to fetch a new one, from the time and the results of the fetches alone.
struct RefreshSchedule: Sendable {
    /// How long before its expiry to replace a token, as in Google's own library.
    static let threshold = Duration.seconds(225)
    /// The shortest time between the starts of two fetches.
    static let spacing = Duration.seconds(1)
    /// The first and the longest wait after a failed fetch.
    static let backoff = (first: Duration.seconds(1), longest: Duration.seconds(30))

    /// What to do for a caller that wants a token.
    enum Step: Sendable, Equatable {
        /// The token is valid.
        case use(Secret)
        /// The token is valid. Use it, and fetch a new one in the background.
        case useAndFetch(Secret)
        /// There is no valid token. Fetch one and wait for it.
        case fetch
        /// There is no valid token, but a fetch is running. Wait for it.
        case wait
        /// There is no valid token, and no fetch may start before the given time.
        case pause(until: Duration)
        /// There is no valid token, and the last fetch failed too recently to try again.
        case fail(TokenFailure)
    }

    private struct Held {
        let token: Secret
        let expiry: Duration
    }

    private var held: Held?
    private var isFetching = false
    private var start: Duration?
    private var failure: TokenFailure?
    private var failures = 0
    /// The earliest time of the next background fetch, and of any fetch after a failure.
    private var retry = Duration.zero

    /// What to do now for a caller, who may name a token that the API refused.
    ///
    /// If the step is to fetch, the fetch counts as started.
    mutating func next(at now: Duration, refused: Secret?) -> Step {
        let free = start.map { $0 + Self.spacing } ?? now
        if let held, held.token != refused, now < held.expiry {
            guard now >= held.expiry - Self.threshold, !isFetching, now >= max(free, retry) else {
                return .use(held.token)
            }
            begin(at: now)
            return .useAndFetch(held.token)
        }
        if isFetching { return .wait }
        if let failure, now < retry { return .fail(failure) }
        guard now >= free else { return .pause(until: free) }
        begin(at: now)
        return .fetch
    }

    private mutating func begin(at now: Duration) {
        isFetching = true
        start = now
    }

    /// Records a fetched token; its lifetime counts from the start of the fetch.
    mutating func succeed(_ fetched: FetchedToken, at now: Duration) {
        let expiry = (start ?? now) + fetched.lifetime
        held = Held(token: fetched.token, expiry: expiry)
        isFetching = false
        failure = nil
        failures = 0
        // A server may keep returning the same token when it is about to expire.
        let left = expiry - now
        retry = left <= Self.threshold ? now + max(Self.spacing, left / 4) : .zero
    }

    /// Records a failed fetch.
    ///
    /// The random number, from 0 up to 1, keeps many exporters from retrying at once.
    mutating func fail(_ failure: TokenFailure, at now: Duration, random: Double) {
        isFetching = false
        self.failure = failure
        let wait = min(Self.backoff.first * (1 << min(failures, 5)), Self.backoff.longest)
        failures += 1
        retry = now + wait * (0.9 + 0.1 * random)
    }
}
