internal import CommandLine
internal import LedgerStore
internal import Notation
internal import Serving

/// Maps every failure to its exit code, in one place.
extension CommandFailure {
    /// An unusable path is a usage error; any other problem with the file has its own exit code.
    init(_ error: LedgerStoreError) {
        switch error.kind {
        case .corrupt, .newer, .foreign, .inUse, .refused: self.init(.ledgerRefused, error.message)
        case .unusable: self.init(.usage, "--storage.path: \(error.message)")
        }
    }

    init(_ error: WebConfigurationError) { self.init(.usage, "--web.config.file: \(error.description)") }

    /// Not a usage error: an address in use may be free at the next start.
    init(_ error: ListenerError) { self.init(.runtimeFailure, error.description) }

    init(_ problem: HealthProblem) { self.init(.runtimeFailure, "not healthy: \(problem.description)") }

    /// Missing credentials are a usage error for a daemon and a denial for a command; `none` is the code to use.
    init(_ failure: GoogleConnection.Failure, none: ExitCode) {
        switch failure {
        case .none(let text): self.init(none, text)
        case .broken(let text): self.init(.usage, text)
        case .missing(let text), .unreachable(let text): self.init(.runtimeFailure, text)
        }
    }
}
