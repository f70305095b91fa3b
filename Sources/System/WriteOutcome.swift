/// What became of a text that was written.
package enum WriteOutcome: Equatable, Sendable {
    /// All of it was written.
    case written
    /// The reader is gone, as `head` is once it has seen enough; that is no failure.
    case nobodyReads
    /// It could not be written, or only a part of it.
    case failed(SystemError)

    /// Why standard output takes no more, in a line for people; nil where it does, or where nobody reads.
    package var problem: String? {
        guard case .failed(let error) = self else { return nil }
        return "cannot write to standard output: \(error.reason)"
    }
}
