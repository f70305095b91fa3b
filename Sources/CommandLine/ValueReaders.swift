internal import Notation

/// Parsers for the values of flags: they return a value, or throw why the text is not one.
package enum ValueReaders {
    package static func text(_ text: String) throws(ValueProblem) -> String {
        guard !text.isEmpty, !text.utf8.contains(0) else { throw ValueProblem("must not be empty") }
        return text
    }

    package static func path(_ text: String) throws(ValueProblem) -> String {
        guard !text.isEmpty else { throw ValueProblem("\(quoted(text)) is not a path") }
        guard PlausiblePath.isPlausible(text) else { throw ValueProblem(PlausiblePath.mistake) }
        return text
    }

    package static func count(_ text: String) throws(ValueProblem) -> Int { try wholeNumber(text, from: 0) }

    package static func positiveCount(_ text: String) throws(ValueProblem) -> Int { try wholeNumber(text, from: 1) }

    /// From 1 to 100.
    package static func concurrency(_ text: String) throws(ValueProblem) -> Int {
        let count = try positiveCount(text)
        guard count <= 100 else { throw ValueProblem("must be at most 100") }
        return count
    }

    private static func wholeNumber(_ text: String, from least: Int) throws(ValueProblem) -> Int {
        guard let count = Int(text), count >= least, !text.hasPrefix("+") else {
            throw ValueProblem("\(quoted(text)) is not a whole number ≥ \(least)")
        }
        return count
    }

    /// A positive duration in Prometheus syntax.
    package static func duration(_ text: String) throws(ValueProblem) -> Duration {
        guard let duration = PrometheusDuration.parse(text) else {
            throw ValueProblem("\(quoted(text)) is not a duration such as 30s or 1h30m")
        }
        guard duration > .zero else { throw ValueProblem("must be above 0") }
        return duration
    }

    /// A duration of at least one second.
    package static func interval(_ text: String) throws(ValueProblem) -> Duration {
        let duration = try duration(text)
        guard duration >= .seconds(1) else { throw ValueProblem("must be at least 1s") }
        return duration
    }

    /// One of the raw values of a type.
    package static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
        _: Choice.Type
    ) -> @Sendable (String) throws(ValueProblem) -> Choice {
        { text throws(ValueProblem) in
            guard let choice = Choice(rawValue: text) else {
                throw ValueProblem(notOne(text, of: Choice.allCases.map(\.rawValue)))
            }
            return choice
        }
    }

    /// The message for a text that is not one of the given words.
    package static func notOne(_ text: String, of words: [String]) -> String {
        "\(quoted(text)) is not one of \(words.joined(separator: ", "))"
    }
}
