/// Counters of the requests to the API since the start.
public struct APIStatistics: Sendable, Equatable {
    /// A method and the HTTP status code of its response; `000` when there was no response.
    public struct Answer: Hashable, Comparable, Sendable {
        /// The API's name for the method, such as `objects.list`.
        public var method: String
        /// Three digits.
        public var code: String

        /// Orders by method, then code.
        public static func < (left: Answer, right: Answer) -> Bool {
            (left.method, left.code) < (right.method, right.code)
        }
    }

    /// A method and the reason for a retry.
    public struct Retry: Hashable, Comparable, Sendable {
        /// The API's name for the method.
        public var method: String
        /// The HTTP status code, or the kind of transport failure.
        public var reason: String

        /// Orders by method, then reason.
        public static func < (left: Retry, right: Retry) -> Bool {
            (left.method, left.reason) < (right.method, right.reason)
        }
    }

    /// Requests that were answered or failed, by method and code.
    public private(set) var requests: [Answer: Int] = [:]
    /// Latency of requests, by method.
    public private(set) var durations: [String: Histogram] = [:]
    /// Retries, by method and reason.
    public private(set) var retries: [Retry: Int] = [:]
    /// Responses that reported an exhausted quota, by method.
    public private(set) var throttled: [String: Int] = [:]
    /// Pages of list results read, by method.
    public private(set) var pages: [String: Int] = [:]
    /// Bytes of response bodies after decompression, by method.
    public private(set) var responseBytes: [String: Int] = [:]
    /// Unknown and unreadable values that decoding tolerated.
    public private(set) var notes = DecodingNotes()

    /// Upper bounds of ``durations`` in seconds.
    public static let durationBounds: [Double] = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    /// Creates empty statistics.
    public init() {}

    /// Counts one request; `status` is nil when there was no response.
    public mutating func count(method: String, status: Int?, bytes: Int, duration: Duration, throttled: Bool) {
        let digits = status.map { String(min(max($0, 0), 999)) } ?? "000"
        let code = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        requests[Answer(method: method, code: code), default: 0] += 1
        responseBytes[method, default: 0] += bytes
        durations[method, default: Histogram(bounds: Self.durationBounds)].observe(duration.seconds)
        self.throttled[method, default: 0] += throttled ? 1 : 0
    }

    /// Counts a request that is about to be repeated.
    public mutating func countRetry(method: String, reason: String) {
        retries[Retry(method: method, reason: reason), default: 0] += 1
    }

    /// Counts a page read.
    public mutating func countPage(method: String) { pages[method, default: 0] += 1 }

    /// Adds the notes of a decoded page.
    public mutating func add(_ notes: DecodingNotes) { self.notes.add(notes) }
}
