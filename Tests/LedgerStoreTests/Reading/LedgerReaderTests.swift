import Datastream
import Foundation
import Ledger
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct LedgerReaderTests {
    private let folder: Folder
    private let path: String

    init() throws {
        folder = try Folder.forLedgers()
        path = folder.file()
    }

    @Test func `runs can be read while an exporter uses the file, without creating files`() throws {
        var store = try LedgerStore.open(path: path)
        try store.add(["b": .full, "a": StreamLedger(seeing: [object("x")])])
        let read = try LedgerReader.runs(path: path)
        #expect(
            read == [
                LedgerReader.StreamRuns(name: stream("a"), runs: []),
                LedgerReader.StreamRuns(name: stream("b"), runs: StreamLedger.full.finished),
            ])
        #expect(folder.names == ["ledger.sqlite", "ledger.sqlite.lock"])
        // The exporter can still write.
        try store.remove("a")
        #expect(try LedgerReader.runs(path: path).count == 1)
    }

    @Test func `a missing file is not created`() {
        #expect(errorKind { _ = try LedgerReader.runs(path: path) } == .unusable)
        #expect(folder.names.isEmpty)
    }

    @Test func `an empty file has no runs`() throws {
        try write([], to: path)
        #expect(try LedgerReader.runs(path: path).isEmpty)
        #expect(folder.names == ["ledger.sqlite"])
    }

    @Test(
        arguments: [
            ("UPDATE runs SET object = 'x'", .corrupt), ("DELETE FROM run_reasons", .corrupt),
            ("DELETE FROM runs", .corrupt), ("DROP TABLE runs", .corrupt), ("UPDATE streams SET runs = 0", .corrupt),
            ("PRAGMA application_id = 7", .foreign), ("PRAGMA user_version = 6", .newer),
            ("PRAGMA journal_mode = WAL", .unusable), ("UPDATE objects SET display_name = 'x'", nil),
        ] as [(String, LedgerStoreError.Kind?)])
    func `each row that is read is checked`(sql: String, kind: LedgerStoreError.Kind?) throws {
        var store = try LedgerStore.open(path: path)
        try store.add(["s": .full])
        _ = consume store
        try execute(sql, on: path)
        let names = folder.names
        #expect(errorKind { _ = try LedgerReader.runs(path: path) } == kind)
        #expect(folder.names == names)
    }

    @Test func `a text file is not a ledger`() throws {
        try write(Array("notes".utf8), to: path)
        #expect(errorKind { _ = try LedgerReader.runs(path: path) } == .foreign)
    }
}
