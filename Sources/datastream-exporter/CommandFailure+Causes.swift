internal import CommandLine
internal import LedgerStore
internal import Notation
internal import Serving

/// The causes of the failures of the layers below.
extension CommandFailure {
    /// An unusable path is a usage error; any other problem with the file is the ledger's own.
    init(_ error: LedgerStoreError) {
        switch error.kind {
        case .corrupt, .newer, .foreign, .inUse, .refused: self.init(.ledger, error.message)
        case .unusable: self.init(.usage, "--storage.path: \(error.message)")
        }
    }

    init(_ error: WebConfigurationError) { self.init(.usage, "--web.config.file: \(error.description)") }

    /// Not a usage error: an address in use may be free at the next start.
    init(_ error: ListenerError) { self.init(.other, error.description) }

    init(_ problem: HealthProblem) { self.init(.other, "not healthy: \(problem.description)") }

    /// Missing credentials are a usage error for a daemon, and of a cause of their own for a command: `none` says which.
    init(_ failure: GoogleConnection.Failure, none: FailureCause) {
        switch failure {
        case .none(let text): self.init(none, text)
        case .broken(let text): self.init(.usage, text)
        case .missing(let text), .unreachable(let text): self.init(.other, text)
        }
    }
}
