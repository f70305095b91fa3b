/// How a shell completes the value of a flag.
package enum FlagCompletion: Sendable, Equatable {
    /// No completion.
    case none
    /// File names.
    case files
    /// One of these words.
    case words([String])
}
