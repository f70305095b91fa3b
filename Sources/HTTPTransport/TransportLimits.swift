/// The time and size limits of one request.
package struct TransportLimits: Sendable, Equatable {
    /// Timeout for connecting: name resolution, TCP, proxy and TLS together.
    package var connect: Duration = .seconds(10)
    /// Timeout from sending the request to the first line of the response.
    package var firstByte: Duration = .seconds(30)
    /// The speed, in bytes per second, below which a response counts as stalled.
    package var lowSpeed: Int = 128
    /// How long a response may stay below `lowSpeed`, in whole seconds.
    package var lowSpeedWindow: Duration = .seconds(15)
    /// Timeout for the whole request, from `send` on.
    package var total: Duration = .seconds(60)
    /// Maximum size of the body in bytes, after decompression.
    package var bodyBytes: Int = 24 << 20

    /// Creates limits that suit a listing.
    package init() {}
}

extension Duration {
    /// Whole milliseconds, rounded up: at least 1, since libcurl reads 0 as "no limit", and at most 24 days.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 1 }
        guard seconds < Int(Int32.max) / 1000 else { return Int(Int32.max) }
        return max(1, Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
