/// When a token is used, when a new one is fetched, and when neither: a function of time and of what became of the fetches.
struct RefreshSchedule: Sendable {
    /// How long before its expiry a token is replaced, as in Google's own library.
    static let threshold = Duration.seconds(225)
    /// The shortest time from the beginning of one fetch to that of the next.
    static let spacing = Duration.seconds(1)
    /// The first and the longest wait after a fetch that failed.
    static let backoff = (first: Duration.seconds(1), longest: Duration.seconds(30))

    /// What is to be done for a caller that wants a token.
    enum Step: Sendable, Equatable {
        /// The token is good.
        case use(Secret)
        /// The token is good, and a new one is to be fetched meanwhile.
        case useAndFetch(Secret)
        /// There is no good token: one is to be fetched, and waited for.
        case fetch
        /// There is no good token, and one is being fetched.
        case wait
        /// There is no good token, and none may be fetched before that moment.
        case pause(until: Duration)
        /// There is no good token, and none could be had a moment ago.
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
    /// Before this no fetch begins that nobody must wait for.
    private var retry = Duration.zero

    /// What to do now, for one whose token the API refused or for anyone; where that is to fetch, the fetch counts as begun.
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

    /// Takes a token that was fetched; its life began when the fetch did.
    mutating func succeed(_ fetched: FetchedToken, at now: Duration) {
        let expiry = (start ?? now) + fetched.lifetime
        held = Held(token: fetched.token, expiry: expiry)
        isFetching = false
        failure = nil
        failures = 0
        // A server may hand out a token near its end again and again.
        let left = expiry - now
        retry = left <= Self.threshold ? now + max(Self.spacing, left / 4) : .zero
    }

    /// Takes a failed fetch; a number from 0 up to 1 keeps many exporters from coming back together.
    mutating func fail(_ failure: TokenFailure, at now: Duration, random: Double) {
        isFetching = false
        self.failure = failure
        let wait = min(Self.backoff.first * (1 << min(failures, 5)), Self.backoff.longest)
        failures += 1
        retry = now + wait * (0.9 + 0.1 * random)
    }
}
