internal import Datastream
internal import Synchronization

/// Matches streams by their full names against an expression, and caches the answer for each name.
final class StreamFilter: Sendable {
    private let pattern: NamePattern
    private let answers = Mutex<[StreamName: Bool]>([:])

    /// The most cached answers; one more empties the cache.
    static let limit = 10_000

    init(_ pattern: NamePattern) { self.pattern = pattern }

    /// Whether the stream's full name matches.
    func matches(_ stream: StreamName) -> Bool {
        answers.withLock { answers in
            if let answer = answers[stream] { return answer }
            let answer = pattern.matches(stream.description)
            if answers.count >= Self.limit { answers = [:] }
            answers[stream] = answer
            return answer
        }
    }
}
