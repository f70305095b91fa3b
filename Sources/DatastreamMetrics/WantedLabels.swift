internal import Datastream

/// Which object labels of a stream the user's filter accepts.
///
/// The filter runs once for each label, as long as the label stays.
struct WantedLabels: Sendable {
    /// The answers; nil without a filter.
    private let answers: [ByteText: Bool]?

    /// Runs the filter for new labels and forgets labels that are gone.
    init(_ labels: some Collection<String>, asking isWanted: ((String) -> Bool)?, knowing earlier: WantedLabels? = nil)
    {
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

    /// Whether the filter accepts a label; it must be one of the labels that were checked.
    func contains(_ label: @autoclosure () -> String) -> Bool { answers.map { $0[ByteText(label())] ?? false } ?? true }
}
