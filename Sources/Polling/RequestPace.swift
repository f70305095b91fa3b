/// Limits the request rate: at most `perMinute` requests in any minute, and none about a stream, or none of a search,
/// while the API has asked to wait with it.
///
/// A wait holds for the stream whose request was refused, so that no stream holds up another; where the quota of all is
/// used up, each is told so. A slot is taken only after the wait: taken before, it would hold up the requests about
/// others, which leave in order.
package struct RequestPace: Sendable {
    private let perMinute: Int
    /// When the requests of the last minute were sent or will be sent, oldest first.
    private var departures: ArraySlice<Duration> = []
    /// The end of each wait that the API asked for, by what was asked about.
    private var pauses: [String: Duration] = [:]

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
        // When the minute is full, the slot frees up a minute after the departure `perMinute` places back.
        let free = departures.count < perMinute ? now : departures[departures.endIndex - perMinute] + .seconds(60)
        let departure = max(now, free, departures.last ?? now)
        guard departure < deadline else { throw .overBudget }
        departures.append(departure)
        return departure
    }

    /// The end of the longest wait that the API asked for with `subject`; it may be in the past.
    func pauseEnd(of subject: String, within deadline: Duration) throws(Refusal) -> Duration {
        let end = pauses[subject] ?? .zero
        guard end < deadline else { throw .pausedByAPI }
        return end
    }

    /// Holds all requests about `subject` until the given time.
    mutating func pause(_ subject: String, at now: Duration, until end: Duration) {
        pauses = pauses.filter { $0.value > now }
        pauses[subject] = max(pauses[subject] ?? end, end)
    }
}
