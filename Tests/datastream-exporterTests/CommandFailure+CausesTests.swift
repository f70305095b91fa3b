import CommandLine
import Ledger
import LedgerStore
import Testing

@testable import datastream_exporter

@Suite struct CommandFailureCausesTests {
    @Test(arguments: LedgerStoreError.Kind.allCases)
    func `a ledger that cannot be used has a code of its own, and a path that cannot be used is wrong usage`(
        kind: LedgerStoreError.Kind
    ) {
        let error = LedgerStoreError(kind, .open, "why")
        #expect(CommandFailure(error).exitCode == (kind == .unusable ? .usage : .ledgerRefused))
    }

    @Test(arguments: [
        (GoogleConnection.Failure.none("x"), ExitCode.denied), (.broken("x"), .usage), (.missing("x"), .runtimeFailure),
        (.unreachable("x"), .runtimeFailure),
    ])
    func `a connection that cannot be opened ends a command by its reason`(
        failure: GoogleConnection.Failure, code: ExitCode
    ) {
        #expect(CommandFailure(failure, none: .denied) == CommandFailure(code, "x"))
        if case .none = failure { #expect(CommandFailure(failure, none: .usage).exitCode == .usage) }
    }
}
