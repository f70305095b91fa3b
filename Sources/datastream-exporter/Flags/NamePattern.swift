internal import _StringProcessing

/// A regular expression that must match a whole name, as Prometheus anchors its own.
struct NamePattern: @unchecked Sendable {  // a compiled Regex is never changed
    private let regex: Regex<AnyRegexOutput>

    init(_ pattern: String) throws(ValueProblem) {
        do {
            // As Prometheus reads them: a dot is any character, and a character is a code point.
            regex = try Regex(pattern).dotMatchesNewlines().matchingSemantics(.unicodeScalar)
        } catch {
            throw ValueProblem("not a regular expression: \(quoted(pattern))")
        }
    }

    /// Whether the whole of a name matches.
    func matches(_ name: String) -> Bool { ((try? regex.wholeMatch(in: name)) ?? nil) != nil }
}
