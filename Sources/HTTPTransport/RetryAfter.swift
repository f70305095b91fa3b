internal import Notation

/// The header `Retry-After`: how long the server asks us to wait.
package enum RetryAfter {
    /// The longest wait that is honoured.
    package static let longest = Duration.seconds(3600)

    /// Reads seconds or an HTTP date; `nil` when it is neither.
    ///
    /// A date counts from the answer's own `Date` where there is one, since clocks differ, else from `now`, in seconds since
    /// 1970. What is past is 0; more than an hour is an hour.
    package static func wait(_ value: String, date: String?, now: Int) -> Duration? {
        if !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return min(Int(value).map { .seconds($0) } ?? longest, longest)
        }
        guard let until = HTTPDate.seconds(value) else { return nil }
        return min(.seconds(max(0, until - (date.flatMap(HTTPDate.seconds) ?? now))), longest)
    }
}

extension TransportResponse {
    /// The server's clock, in seconds since 1970; `nil` when the answer has no `Date`.
    package var serverTime: Int? { headers.values(of: "Date").first.flatMap(HTTPDate.seconds) }

    /// How long the server asks us to wait, at most an hour; `nil` when it does not.
    ///
    /// `now`, in seconds since 1970, stands in for an answer without a `Date`.
    package func retryAfter(now: Int) -> Duration? {
        headers.values(of: "Retry-After").first.flatMap {
            RetryAfter.wait($0, date: headers.values(of: "Date").first, now: now)
        }
    }
}
