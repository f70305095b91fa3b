internal import Datastream
internal import Synchronization

/// Which streams two expressions choose by their full names; each name is matched once.
final class StreamFilter: Sendable {
    private let include: NamePattern?
    private let exclude: NamePattern?
    private let answers = Mutex<[StreamName: Bool]>([:])

    /// Most names whose answers are kept; all are dropped when one more comes.
    static let limit = 10_000

    init(include: NamePattern?, exclude: NamePattern?) {
        self.include = include
        self.exclude = exclude
    }

    /// Whether a stream is chosen.
    func selects(_ stream: StreamName) -> Bool {
        guard include != nil || exclude != nil else { return true }
        return answers.withLock { answers in
            if let answer = answers[stream] { return answer }
            let name = stream.description
            let answer = include?.matches(name) != false && exclude?.matches(name) != true
            if answers.count >= Self.limit { answers = [:] }
            answers[stream] = answer
            return answer
        }
    }
}
