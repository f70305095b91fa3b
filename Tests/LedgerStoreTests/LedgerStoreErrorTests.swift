import Ledger
import Testing

@testable import LedgerStore

@Suite struct LedgerStoreErrorTests {
    @Test(
        arguments: [
            (
                .damage("a row"), .open, .corrupt,
                "the ledger /l is corrupt: a row; start with --storage.reset to set it aside, or put a copy in its place"
            ),
            (
                .newer(3), .open, .newer,
                "the ledger /l was written by a later version of datastream-exporter, with schema 3; run that version, or name another file with --storage.path"
            ),
            (
                .foreign, .open, .foreign,
                "/l is not a datastream-exporter ledger; name another file with --storage.path"
            ),
            (
                .inUse, .open, .inUse,
                "the ledger /l is in use: another exporter is using it; stop it, or name another file with --storage.path"
            ),
            (.path("no such folder"), .open, .unusable, "the ledger /l cannot be used: no such folder"),
            (
                .older(1), .read, .unusable,
                "the ledger /l cannot be used: its schema is version 1: start the exporter on it once to upgrade it"
            ),
            (
                .sqlite(13, "database or disk is full"), .write, .refused,
                "the ledger /l cannot be written: database or disk is full"
            ),
            (.sqlite(13, "full"), .open, .refused, "the ledger /l cannot be opened: full"),
            (.sqlite(10 | 3 << 8, "disk I/O error"), .read, .refused, "the ledger /l cannot be read: disk I/O error"),
            (
                .sqlite(11, "malformed"), .write, .corrupt,
                "the ledger /l is corrupt: malformed; start with --storage.reset to set it aside, or put a copy in its place"
            ),
            (
                .sqlite(26, "no database"), .open, .corrupt,
                "the ledger /l is corrupt: no database; start with --storage.reset to set it aside, or put a copy in its place"
            ),
            (
                .sqlite(1, "no such table"), .open, .corrupt,
                "the ledger /l is corrupt: no such table; start with --storage.reset to set it aside, or put a copy in its place"
            ),
            (.sqlite(8 | 4 << 8, "readonly"), .write, .refused, "the ledger /l cannot be written: readonly"),
            (.sqlite(8, "readonly"), .open, .unusable, "the ledger /l cannot be used: readonly"),
            (.sqlite(14, "cannot open"), .open, .unusable, "the ledger /l cannot be used: cannot open"),
            (
                .sqlite(5, "locked"), .open, .inUse,
                "the ledger /l is in use: locked; stop it, or name another file with --storage.path"
            ),
            (.sqlite(5, "locked"), .write, .refused, "the ledger /l cannot be written: locked"),
        ] as [(StoreFailure, LedgerOperation, LedgerStoreError.Kind, String)])
    func `an error says what failed, on which file, why, and what to do`(
        failure: StoreFailure, operation: LedgerOperation, kind: LedgerStoreError.Kind, message: String
    ) {
        let error = LedgerStoreError(failure, operation, path: "/l")
        #expect(error == LedgerStoreError(kind, operation, message))
    }

    @Test func `a path stays on one line`() {
        #expect(
            LedgerStoreError(.foreign, .open, path: "/a\nb\u{1B}").message.hasPrefix(
                "/a?b? is not a datastream-exporter ledger"))
    }
}
