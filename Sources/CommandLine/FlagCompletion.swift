/// How a shell completes the value of a flag.
package enum FlagCompletion: Sendable, Equatable {
    /// Not at all.
    case none
    /// With the names of files.
    case files
    /// With one of some words.
    case words([String])
}
