/// Why a JSON text could not be read, and where in it.
public struct DecodingFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field at fault, as in `streamObjects[3].backfillJob.state`; empty for the text as a whole.
    public private(set) var path: String
    /// What is wrong there; never a value of the text.
    public let problem: String

    /// Most bytes of a step that are shown whole.
    private static let maximumStep = 100

    /// A failure of the place that is being read.
    public init(_ problem: String) {
        self.path = ""
        self.problem = problem
    }

    /// The same failure, seen from one level further out.
    public func inside(_ step: String) -> DecodingFailure {
        var outer = self
        // A step may be a key of the text, as long as the text itself.
        let step = step.utf8.count <= Self.maximumStep ? step : "\(step.prefix(Self.maximumStep))..."
        outer.path = path.isEmpty ? step : "\(step).\(path)"
        return outer
    }

    /// The field and what is wrong with it, in one line.
    public var description: String { path.isEmpty ? problem : "\(path): \(problem)" }
}
