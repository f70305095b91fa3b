internal import Notation

/// The `Retry-After` header: how long the server asks us to wait.
package enum RetryAfter {
    /// The longest wait that is honoured.
    package static let longest = Duration.seconds(3600)

    /// Parses seconds or an HTTP date; `nil` if the value is neither.
    ///
    /// A date is relative to the response's own `Date` header, since clocks differ. Without that header it is relative
    /// to `now`, in seconds since 1970. A date in the past gives 0; waits are capped at an hour.
    package static func wait(_ value: String, date: String?, now: Int) -> Duration? {
        if value.isDigits {
            return min(Int(value).map { .seconds($0) } ?? longest, longest)
        }
        guard let until = HTTPDate.seconds(value) else { return nil }
        return min(.seconds(max(0, until - (date.flatMap(HTTPDate.seconds) ?? now))), longest)
    }
}

extension TransportResponse {
    /// The server's clock, in seconds since 1970; `nil` if the response has no `Date`.
    package var serverTime: Int? { headers.values(of: "Date").first.flatMap(HTTPDate.seconds) }

    /// How long the server asks us to wait, at most an hour; `nil` if it does not.
    ///
    /// `now`, in seconds since 1970, is used if the response has no `Date`.
    package func retryAfter(now: Int) -> Duration? {
        headers.values(of: "Retry-After").first.flatMap {
            RetryAfter.wait($0, date: headers.values(of: "Date").first, now: now)
        }
    }
}
