import CommandLine
import Ledger
import LedgerStore
import Testing

@testable import datastream_exporter

@Suite struct CommandFailureCausesTests {
    @Test(arguments: LedgerStoreError.Kind.allCases)
    func `an unusable ledger has its own exit code, and an unusable path is wrong usage`(
        kind: LedgerStoreError.Kind
    ) {
        let error = LedgerStoreError(kind, .open, "why")
        #expect(CommandFailure(error).cause == (kind == .unusable ? .usage : .ledger))
    }

    @Test(arguments: [
        (GoogleConnection.Failure.none("x"), FailureCause.authentication), (.broken("x"), .usage),
        (.missing("x"), .other),
        (.unreachable("x"), .other),
    ])
    func `a failure to connect gives a command the exit code of its cause`(
        failure: GoogleConnection.Failure, cause: FailureCause
    ) {
        #expect(CommandFailure(failure, none: .authentication) == CommandFailure(cause, "x"))
        if case .none = failure { #expect(CommandFailure(failure, none: .usage).cause == .usage) }
    }
}
