internal import Datastream
internal import Synchronization

/// Which streams an expression matches by their full names; matches each name once.
final class StreamFilter: Sendable {
    private let pattern: NamePattern
    private let answers = Mutex<[StreamName: Bool]>([:])

    /// Most names whose answers are kept; all are dropped when one more comes.
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
