/// What one request may take at most, in time and in bytes.
package struct TransportLimits: Sendable, Equatable {
    /// The longest wait for a connection: name look-up, TCP, proxy and TLS together.
    package var connect: Duration = .seconds(10)
    /// The longest wait from the sending of the request to the first line of its answer.
    package var firstByte: Duration = .seconds(30)
    /// The pace, in bytes a second, below which an answer counts as stalled.
    package var lowSpeed: Int = 128
    /// How long an answer may stay below `lowSpeed`; whole seconds.
    package var lowSpeedWindow: Duration = .seconds(15)
    /// The longest time for everything, from `send` on.
    package var total: Duration = .seconds(60)
    /// The largest body, in bytes after decompression.
    package var bodyBytes: Int = 24 << 20

    /// The limits that suit a listing.
    package init() {}
}

extension Duration {
    /// Whole milliseconds, rounded up, from 1, since libcurl reads 0 as "no limit", to 24 days.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 1 }
        guard seconds < Int(Int32.max) / 1000 else { return Int(Int32.max) }
        return max(1, Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
