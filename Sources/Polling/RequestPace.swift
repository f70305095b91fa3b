/// Limits the request rate: at most `perMinute` requests in any minute, and none while the API has asked us to wait.
package struct RequestPace: Sendable {
    private let perMinute: Int
    /// When the requests of the last minute were sent or will be sent, oldest first.
    private var departures: ArraySlice<Duration> = []
    private var pauseEnd: Duration = .zero

    /// Why a request cannot be sent in time.
    package enum Refusal: Error, Equatable, Sendable {
        /// The API asked for a wait beyond the poll's deadline.
        case pausedByAPI
        /// The request budget is used up beyond the poll's deadline.
        case overBudget
    }

    init(perMinute: Int) { self.perMinute = max(1, perMinute) }

    /// Reserves the next slot and returns the time at which the request may be sent.
    mutating func reserve(at now: Duration, deadline: Duration) throws(Refusal) -> Duration {
        departures = departures.drop { $0 <= now - .seconds(60) }
        let start = max(now, try pauseEnd(within: deadline))
        // When the minute is full, the slot frees up a minute after the departure `perMinute` places back.
        let free = departures.count < perMinute ? start : departures[departures.endIndex - perMinute] + .seconds(60)
        let departure = max(start, free, departures.last ?? start)
        guard departure < deadline else { throw .overBudget }
        departures.append(departure)
        return departure
    }

    /// The end of the longest wait that the API asked for; it may be in the past.
    func pauseEnd(within deadline: Duration) throws(Refusal) -> Duration {
        guard pauseEnd < deadline else { throw .pausedByAPI }
        return pauseEnd
    }

    /// Holds all requests until the given time.
    mutating func pause(until end: Duration) { pauseEnd = max(pauseEnd, end) }
}
