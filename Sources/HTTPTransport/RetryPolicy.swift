/// Whether and when a GET is sent again; for a POST, whose outcome may be unknown, it is no policy.
package struct RetryPolicy: Sendable, Equatable {
    /// How a try ended.
    package enum Outcome: Sendable, Equatable {
        /// An answer that is no success, and the wait it asks for; `rateLimited` tells a 403 for a quota from one for a
        /// missing permission.
        case status(Int, retryAfter: Duration? = nil, rateLimited: Bool = false)
        /// No answer.
        case transport(TransportError.Kind)
    }

    /// What to do next.
    package enum Decision: Sendable, Equatable {
        case retry(after: Duration)
        case giveUp
    }

    /// The most tries of one request, the first included.
    package var tries = 5
    /// The upper end of the first wait.
    package var initial = Duration.seconds(1)
    /// By how much the upper end of each wait exceeds that of the one before.
    package var multiplier = 2.0
    /// The highest upper end.
    package var cap = Duration.seconds(10)
    /// The shortest wait, whatever the dice and the server say.
    package var minimum = Duration.milliseconds(100)

    /// The policy for Google's APIs.
    package init() {}

    /// Decides after a try.
    ///
    /// The wait is drawn from 0 to its upper end (full jitter), so that many clients do not come back together; the
    /// server's own wait, at most an hour, is a minimum. A wait that does not end in time is not begun.
    ///
    /// - Parameters:
    ///   - outcome: How the last try ended.
    ///   - tries: How many tries there were, the last included.
    ///   - remaining: The time that is left for waiting and trying.
    ///   - random: A number from 0 up to, not including, 1.
    /// - Returns: The wait before the next try, or that there is none.
    package func decide(
        _ outcome: Outcome, tries: Int, remaining: Duration, random: () -> Double
    ) -> Decision {
        guard tries < most(for: outcome) else { return .giveUp }
        var upper = initial
        var grown = 1
        while grown < tries, upper < cap, multiplier > 1 {
            upper = upper * multiplier
            grown += 1
        }
        var wait = max(minimum, min(upper, cap) * random())
        if case .status(_, let retryAfter?, _) = outcome { wait = max(wait, min(retryAfter, RetryAfter.longest)) }
        return wait < remaining ? .retry(after: wait) : .giveUp
    }

    /// The most tries for a request that ends so.
    private func most(for outcome: Outcome) -> Int {
        switch outcome {
        case .status(500, _, _): min(tries, 3)
        case .status(499, _, _): min(tries, 2)
        case .status(403, _, rateLimited: true): tries
        case .status(408, _, _), .status(409, _, _), .status(425, _, _), .status(429, _, _): tries
        case .status(502...504, _, _): tries
        case .transport(.nameLookup), .transport(.connect), .transport(.tls), .transport(.reset), .transport(.timeout),
            .transport(.crowded):
            tries
        default: 1
        }
    }
}
