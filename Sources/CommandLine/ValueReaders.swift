internal import Notation

/// Parsers for the values of flags: they return a value, or throw why the text is not one.
package enum ValueReaders {
    package static func text(_ text: String) throws(ValueProblem) -> String {
        guard !text.isEmpty, !text.utf8.contains(0) else { throw ValueProblem("must not be empty") }
        return text
    }

    package static func path(_ text: String) throws(ValueProblem) -> String {
        try require(!text.isEmpty, text, "is not a path")
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
        let count = text.hasPrefix("+") ? nil : Int(text).flatMap { $0 >= least ? $0 : nil }
        return try require(count, text, "is not a whole number ≥ \(least)")
    }

    /// A positive duration in Prometheus syntax.
    package static func duration(_ text: String) throws(ValueProblem) -> Duration {
        let duration = try require(PrometheusDuration.parse(text), text, "is not a duration such as 30s or 1h30m")
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
    package static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ text: String
    ) throws(ValueProblem) -> Choice {
        try require(Choice(rawValue: text), text, notOne(of: Choice.allCases.map(\.rawValue)))
    }

    /// The problem with a text that is not one of the given words.
    package static func notOne(of words: [String]) -> String { "is not one of \(words.joined(separator: ", "))" }

    /// The value that was read from a text; without one, throws the text's problem.
    package static func require<Value>(
        _ value: Value?, _ text: String, _ problem: String
    ) throws(ValueProblem) -> Value {
        guard let value else { throw ValueProblem("\(quoted(text)) \(problem)") }
        return value
    }

    /// Throws a text's problem unless the condition holds.
    package static func require(_ isFine: Bool, _ text: String, _ problem: String) throws(ValueProblem) {
        if !isFine { throw ValueProblem("\(quoted(text)) \(problem)") }
    }
}
