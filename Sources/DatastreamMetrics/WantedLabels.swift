internal import Datastream

/// Which labels of a stream's objects the user's filter takes: each label is asked for once, as long as it is there.
struct WantedLabels: Sendable {
    /// The answers; nil without a filter.
    private let answers: [ByteText: Bool]?

    /// Asks for the labels whose answer is not known from before, and forgets those that are gone.
    init(_ labels: [String], asking isWanted: ((String) -> Bool)?, knowing earlier: WantedLabels? = nil) {
        guard let isWanted else {
            answers = nil
            return
        }
        var answers: [ByteText: Bool] = [:]
        answers.reserveCapacity(labels.count)
        for label in labels {
            let key = ByteText(label)
            answers[key] = earlier?.answers?[key] ?? isWanted(label)
        }
        self.answers = answers
    }

    /// Whether a label that was asked for is wanted.
    func contains(_ label: String) -> Bool { answers.map { $0[ByteText(label)] ?? false } ?? true }
}
