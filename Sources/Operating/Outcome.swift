package import CommandLine
package import Datastream

/// The outcome of a command on one object.
package enum Outcome: Hashable, Sendable {
    /// The command took effect, according to the response.
    case done(BackfillState)
    /// The command took effect, as the object shows, although the response was lost.
    case seenDone(BackfillState)
    /// The job was already in the wanted state: running, or not running.
    case already(BackfillState)
    /// The command had no effect, and why.
    case refused(CommandFailure)
    /// Unknown; the text says why and what was seen.
    case unknown(String)
    /// The command was never sent.
    case notBegun
    /// No longer needed: the job's state has changed.
    case superseded(BackfillState)
    /// The command would have been sent; this was a dry run.
    case planned

    /// The exit code for this outcome; a job already in the wanted state may count as success.
    package func exitCode(toleratesAlready: Bool) -> ExitCode {
        switch self {
        case .done, .seenDone, .superseded, .planned, .notBegun: .success
        case .already: toleratesAlready ? .success : .precondition
        case .refused(let problem): problem.exitCode
        case .unknown: .unknown
        }
    }
}
