package import CommandLine
package import Datastream

/// The outcome of a command on one object.
package enum Outcome: Hashable, Sendable {
    /// It was done; the answer said so.
    case done(BackfillState)
    /// It was done, as the object shows, though the answer was lost.
    case seenDone(BackfillState)
    /// The job was already as wanted: running, or not running.
    case already(BackfillState)
    /// It was not done, and why.
    case refused(CommandFailure)
    /// Unknown; the text says why, and what was seen.
    case unknown(String)
    /// It was not begun.
    case notBegun
    /// No longer needed: the job has another state by now.
    case superseded(BackfillState)
    /// It would have been done; nothing was sent.
    case planned

    /// How the program ends on this outcome; a job that was already as wanted may be tolerated.
    package func exitCode(toleratesAlready: Bool) -> ExitCode {
        switch self {
        case .done, .seenDone, .superseded, .planned, .notBegun: .success
        case .already: toleratesAlready ? .success : .precondition
        case .refused(let problem): problem.exitCode
        case .unknown: .unknown
        }
    }
}
