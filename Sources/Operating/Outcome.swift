package import CommandLine
package import Datastream

/// What became of one object that something was to be done to.
package enum Outcome: Hashable, Sendable {
    /// It was done; the answer said so.
    case done(BackfillState)
    /// It was done, as the object shows; the answer to the command was lost.
    case seenDone(BackfillState)
    /// The job was as it is meant to be before: it ran already, or did not run.
    case already(BackfillState)
    /// It was not done, and why.
    case refused(CommandFailure)
    /// Nobody knows; the text says why, and what was seen then.
    case unknown(String)
    /// It was not begun.
    case notBegun
    /// It was not needed any more: meanwhile the job has another state.
    case superseded(BackfillState)
    /// It would have been done; nothing was sent.
    case planned

    /// How bad it is, where a job that was so before is as good as one that was brought there, or not.
    package func exitCode(toleratesAlready: Bool) -> ExitCode {
        switch self {
        case .done, .seenDone, .superseded, .planned, .notBegun: .success
        case .already: toleratesAlready ? .success : .precondition
        case .refused(let problem): problem.exitCode
        case .unknown: .unknown
        }
    }
}
