internal import CommandLine
internal import LedgerStore
internal import Notation
internal import Serving

/// Which failure ends the program with which exit code: the one table.
extension CommandFailure {
    /// A path that cannot be used is a wrong value of the flag; any other trouble with the file has a code of its own.
    init(_ error: LedgerStoreError) {
        switch error.kind {
        case .corrupt, .newer, .foreign, .inUse, .refused: self.init(.ledgerRefused, error.message)
        case .unusable: self.init(.usage, "--storage.path: \(error.message)")
        }
    }

    init(_ error: WebConfigurationError) { self.init(.usage, "--web.config.file: \(error.description)") }

    /// An address in use may be free the next time.
    init(_ error: ListenerError) { self.init(.runtimeFailure, error.description) }

    init(_ problem: HealthProblem) { self.init(.runtimeFailure, "not healthy: \(problem.description)") }

    /// Without credentials a daemon is configured wrongly, and a command is denied: `none` says which.
    init(_ failure: GoogleConnection.Failure, none: ExitCode) {
        switch failure {
        case .none(let text): self.init(none, text)
        case .broken(let text): self.init(.usage, text)
        case .missing(let text), .unreachable(let text): self.init(.runtimeFailure, text)
        }
    }
}
