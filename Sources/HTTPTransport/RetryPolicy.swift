/// Decides whether and when to retry a GET.
///
/// It does not suit a POST, whose outcome may be unknown.
package struct RetryPolicy: Sendable, Equatable {
    /// The outcome of an attempt.
    package enum Outcome: Sendable, Equatable {
        /// An error response and the wait it asks for. `rateLimited` tells a 403 for a quota from one for a missing
        /// permission.
        case status(Int, retryAfter: Duration? = nil, rateLimited: Bool = false)
        /// No response.
        case transport(TransportError.Kind)
    }

    /// The next step.
    package enum Decision: Sendable, Equatable {
        case retry(after: Duration)
        case giveUp
    }

    /// Maximum number of attempts for one request, including the first.
    package var tries = 5
    /// The upper bound of the first wait.
    package var initial = Duration.seconds(1)
    /// The factor by which the upper bound grows with each wait.
    package var multiplier = 2.0
    /// The maximum upper bound.
    package var cap = Duration.seconds(10)
    /// The shortest wait, whatever the random number and the server say.
    package var minimum = Duration.milliseconds(100)

    /// The policy for Google's APIs.
    package init() {}

    /// Decides what follows an attempt.
    ///
    /// The wait is random between 0 and its upper bound (full jitter), so that many clients do not come back at the
    /// same time. The server's own wait, at most an hour, is a minimum. A wait that would not end in time is not
    /// started.
    ///
    /// - Parameters:
    ///   - outcome: The outcome of the last attempt.
    ///   - tries: The number of attempts so far, including the last.
    ///   - remaining: The time left for waiting and retrying.
    ///   - random: Returns a number from 0 up to, but not including, 1.
    /// - Returns: The wait before the next attempt, or the decision to give up.
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

    /// Maximum number of attempts for a request with this outcome.
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
