/// How fast requests may leave: at most so many in any minute, and none while the API has asked us to wait.
package struct RequestPace: Sendable {
    private let perMinute: Int
    /// When the requests of the last minute left or will leave, oldest first.
    private var departures: ArraySlice<Duration> = []
    private var pauseEnd: Duration = .zero

    /// Why a request may not leave in time.
    package enum Refusal: Error, Equatable, Sendable {
        /// The API asked us to wait longer than the poll has.
        case pausedByAPI
        /// The budget of requests is spent for longer than the poll has.
        case overBudget
    }

    init(perMinute: Int) { self.perMinute = max(1, perMinute) }

    /// Takes the next place and says when it is.
    mutating func reserve(at now: Duration, deadline: Duration) throws(Refusal) -> Duration {
        departures = departures.drop { $0 <= now - .seconds(60) }
        let start = max(now, try pauseEnd(within: deadline))
        // Of a full minute's departures the one that many places back decides.
        let free = departures.count < perMinute ? start : departures[departures.endIndex - perMinute] + .seconds(60)
        let departure = max(start, free, departures.last ?? start)
        guard departure < deadline else { throw .overBudget }
        departures.append(departure)
        return departure
    }

    /// The end of the latest wait that the API asked for, which may be past.
    func pauseEnd(within deadline: Duration) throws(Refusal) -> Duration {
        guard pauseEnd < deadline else { throw .pausedByAPI }
        return pauseEnd
    }

    /// Lets nothing leave before that moment.
    mutating func pause(until end: Duration) { pauseEnd = max(pauseEnd, end) }
}
