/// Why a JSON text could not be read, and where in it.
public struct DecodingFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field at fault, such as `streamObjects[3].backfillJob.state`; empty for the text as a whole.
    public private(set) var path: String
    /// What is wrong, without any value from the text.
    public let problem: String

    /// Longest step that is shown in full, in bytes.
    private static let maximumStep = 100

    /// Creates a failure at the place that is being read.
    public init(_ problem: String) {
        self.path = ""
        self.problem = problem
    }

    /// The same failure with the path of one more enclosing level.
    public func inside(_ step: String) -> DecodingFailure {
        var outer = self
        // A step can be a key from the text, which can be as long as the text itself.
        let step = step.utf8.count <= Self.maximumStep ? step : "\(step.prefix(Self.maximumStep))..."
        outer.path = path.isEmpty ? step : "\(step).\(path)"
        return outer
    }

    /// The field and what is wrong with it, in one line.
    public var description: String { path.isEmpty ? problem : "\(path): \(problem)" }
}
