/// Why a command failed, as far as its exit code depends on it.
package enum FailureCause: CaseIterable, Sendable {
    /// The command line, the environment or a file that they name is wrong, or the question was declined.
    case usage
    /// The ledger file was refused.
    case ledger
    /// There are no credentials, or they were rejected.
    case authentication
    /// The caller lacks a permission.
    case permission
    /// What the command is about does not exist.
    case notFound
    /// The backfill was not in the state that the command requires.
    case precondition
    /// The command ended before its outcome was known.
    case unfinished
    /// Anything else: the network, the API, the disk, an address in use.
    case other

    /// The exit code of every failure.
    package var exitCode: ExitCode {
        switch self {
        case .usage: .usage
        case .ledger: .ledgerRefused
        case .authentication, .permission, .notFound: .denied
        case .precondition: .precondition
        case .unfinished: .unknown
        case .other: .runtimeFailure
        }
    }
}
