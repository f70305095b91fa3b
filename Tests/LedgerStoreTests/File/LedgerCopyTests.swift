import Datastream
import Foundation
import Ledger
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

/// Ledgers that a killed writer left with a journal or a write-ahead file.
@Suite struct LedgerCopyTests {
    private let folder: Folder
    private let path: String
    private let copy: String

    init() throws {
        folder = try Folder.forLedgers()
        path = folder.file()
        copy = folder.file("copy")
        var store = try LedgerStore.open(path: path)
        try store.add(["s": StreamLedger(seeing: (0..<300).map { object("\($0)") })])
    }

    /// Copies the ledger after statements in write-ahead mode, before SQLite moves their changes into the file.
    private func copyWriteAhead(_ sql: String) throws {
        let database = try Database(path: path, .readWrite)
        guard case .text("wal") = try database.rows("PRAGMA journal_mode = WAL").first?.first else {
            throw StoreFailure.damage("not in write-ahead mode")
        }
        try database.execute("PRAGMA wal_autocheckpoint = 0; \(sql)")
        for end in ["", "-wal"] {
            let copied = try bytes(of: path + end)
            try #require(!copied.isEmpty, "nothing in \(path)\(end)")
            try write(copied, to: copy + end)
        }
        // Closing the last connection moves the changes into the file, so it must stay open until here.
        _ = consume database
    }

    /// Opens the copy, which must be refused as corrupt and stay unchanged.
    private func expectRefusal(_ open: () throws -> Void, _ location: SourceLocation = #_sourceLocation) throws {
        let before = try folder.contents
        let error = #expect(throws: LedgerStoreError.self, sourceLocation: location) { try open() }
        #expect(error?.kind == .corrupt, "\(error?.message ?? "no error")", sourceLocation: location)
        let after = try folder.contents
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        #expect(changed.isEmpty, sourceLocation: location)
    }

    @Test func `a damaged ledger's journal is not rolled back into the file`() throws {
        try execute("UPDATE streams SET next_run = next_run + 1", on: path)
        try copyUnfinished("UPDATE objects SET display_name = 'x' || display_name", of: path, to: copy)
        try expectRefusal { _ = try LedgerStore.open(path: copy) }
        try expectRefusal { _ = try LedgerReader.runs(path: copy) }
    }

    @Test func `a WAL that would damage the ledger is not merged into it`() throws {
        try copyWriteAhead("DELETE FROM objects WHERE id = '7'")
        try expectRefusal { _ = try LedgerStore.open(path: copy) }
    }

    @Test func `an intact ledger's WAL is merged into it`() throws {
        try copyWriteAhead("CREATE VIEW v AS SELECT * FROM runs")
        #expect(try LedgerStore.open(path: copy).ledgers[stream("s")]?.objects.count == 300)
        #expect(!folder.names.contains("copy-wal"))
    }

    @Test func `a copy leaves nothing behind`() throws {
        try copyUnfinished("DELETE FROM runs", of: path, to: self.copy)
        let names = folder.names
        do {
            let copy = try LedgerCopy.made(of: try LedgerLocation(self.copy))
            #expect(try bytes(of: copy.path) == bytes(of: self.copy))
            #expect(try bytes(of: copy.path + "-journal") == bytes(of: self.copy + "-journal"))
        }
        #expect(folder.names == names)
    }
}
