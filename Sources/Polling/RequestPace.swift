/// Limits the request rate: at most `perMinute` requests in any minute, and none about a stream while the API has asked
/// to wait with it.
///
/// A wait holds for the stream whose request was refused, so that no stream holds up another; where the quota of all is
/// used up, each is told so.
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

    /// Reserves the next slot for a request about `subject` and returns the time at which it may be sent.
    mutating func reserve(for subject: String, at now: Duration, deadline: Duration) throws(Refusal) -> Duration {
        departures = departures.drop { $0 <= now - .seconds(60) }
        let start = max(now, try pauseEnd(of: subject, within: deadline))
        // When the minute is full, the slot frees up a minute after the departure `perMinute` places back.
        let free = departures.count < perMinute ? start : departures[departures.endIndex - perMinute] + .seconds(60)
        let departure = max(start, free, departures.last ?? start)
        guard departure < deadline else { throw .overBudget }
        departures.append(departure)
        return departure
    }

    /// The end of the longest wait that the API asked for; it may be in the past.
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
