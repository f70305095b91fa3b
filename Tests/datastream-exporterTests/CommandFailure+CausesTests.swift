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
        #expect(CommandFailure(error).exitCode == (kind == .unusable ? .usage : .ledgerRefused))
    }

    @Test(arguments: [
        (GoogleConnection.Failure.none("x"), ExitCode.denied), (.broken("x"), .usage), (.missing("x"), .runtimeFailure),
        (.unreachable("x"), .runtimeFailure),
    ])
    func `a failure to connect gives a command the exit code of its cause`(
        failure: GoogleConnection.Failure, code: ExitCode
    ) {
        #expect(CommandFailure(failure, none: .denied) == CommandFailure(code, "x"))
        if case .none = failure { #expect(CommandFailure(failure, none: .usage).exitCode == .usage) }
    }
}
