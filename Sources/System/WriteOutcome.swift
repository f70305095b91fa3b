/// The result of writing a text.
package enum WriteOutcome: Equatable, Sendable {
    /// The whole text was written.
    case written
    /// The reader has gone away, as `head` does once it has read enough. This is not a failure.
    case nobodyReads
    /// The text could not be written, or only in part.
    case failed(SystemError)

    /// A one-line message if writing to standard output failed; nil on success or if nobody reads.
    package var problem: String? {
        guard case .failed(let error) = self else { return nil }
        return "cannot write to standard output: \(error.reason)"
    }
}
