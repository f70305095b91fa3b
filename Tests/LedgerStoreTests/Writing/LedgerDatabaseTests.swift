import Datastream
import Foundation
import Ledger
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct LedgerDatabaseTests {
    let folder: Folder
    let path: String

    init() throws {
        folder = try Folder.forLedgers()
        path = folder.file()
    }

    func keep(_ ledger: StreamLedger = .full) throws {
        var store = try LedgerStore.open(path: path)
        try store.add(["s": ledger])
    }

    var opened: LedgerStoreError.Kind? { errorKind { _ = try ledgers(of: path) } }

    @Test(
        arguments: [
            ("", nil), ("S", .corrupt), ("SQLite format 3", .corrupt), ("SQLite format 3\u{0}", .corrupt),
            ("notes\n", .foreign), (String(repeating: "x", count: 5_000), .foreign), ("<html></html>", .foreign),
            (String(repeating: "\u{0}", count: 8_192), .corrupt),
            ("SQLite format 3\u{0}" + String(repeating: "x", count: 9_000), .foreign),
        ] as [(String, LedgerStoreError.Kind?)])
    func `a file is ours, unowned, or foreign`(text: String, kind: LedgerStoreError.Kind?) throws {
        try write(Array(text.utf8), to: path)
        #expect(opened == kind)
        if kind != nil { #expect(try bytes(of: path) == Array(text.utf8)) }
    }

    @Test(arguments: [
        "CREATE TABLE t (x)", "CREATE TABLE t (x); PRAGMA journal_mode = WAL", "PRAGMA application_id = 7",
        "PRAGMA user_version = 1",
    ])
    func `another program's database is left alone`(sql: String) throws {
        try write([], to: path)
        try execute(sql, on: path)
        let before = try bytes(of: path)
        #expect(opened == .foreign)
        #expect(try bytes(of: path) == before)
        #expect(folder.names == ["ledger.sqlite", "ledger.sqlite.lock"])
    }

    @Test func `another program's broken database is left alone too`() throws {
        try write([], to: path)
        try execute("CREATE TABLE t (x); CREATE TABLE u (x)", on: path)
        let broken = Array(try bytes(of: path).prefix(5_000))
        try write(broken, to: path)
        #expect(opened == .foreign)
        #expect(try bytes(of: path) == broken)
    }

    @Test func `an empty database is accepted`() throws {
        try write([], to: path)
        try execute("CREATE TABLE t (x); DROP TABLE t", on: path)
        #expect(try !bytes(of: path).isEmpty)
        #expect(opened == nil)
    }

    @Test(
        arguments: [
            ("PRAGMA user_version = 6", .newer), ("PRAGMA user_version = 0", .corrupt),
            ("PRAGMA user_version = -1", .corrupt), ("PRAGMA application_id = 7", .foreign),
            ("DROP TABLE runs", .corrupt), ("ALTER TABLE runs ADD COLUMN x TEXT", .corrupt),
            ("UPDATE counters SET value = value + 1", .corrupt), ("DELETE FROM counters", .corrupt),
            ("DELETE FROM runs WHERE sequence = (SELECT max(sequence) FROM runs)", .corrupt),
            ("DELETE FROM object_errors", .corrupt), ("DELETE FROM seen_errors WHERE left_as IS NULL", .corrupt),
            ("DELETE FROM objects WHERE previous IS NULL", .corrupt), ("DELETE FROM streams", .corrupt),
            ("DELETE FROM object_states WHERE sequence = (SELECT min(sequence) FROM object_states)", .corrupt),
            ("DELETE FROM object_states WHERE sequence = (SELECT max(sequence) FROM object_states)", .corrupt),
            ("UPDATE object_states SET errors = 7", .corrupt),
            ("DELETE FROM ledger", .corrupt), ("DELETE FROM departed_objects", .corrupt),
            ("DELETE FROM run_reasons", .corrupt), ("DELETE FROM latest_errors", .corrupt),
            ("DELETE FROM reasons", .corrupt), ("UPDATE OR IGNORE runs SET stream = 2", .corrupt),
            ("UPDATE objects SET display_name = 'x'", .corrupt), ("UPDATE streams SET name = 'x'", .corrupt),
            ("CREATE VIEW failed AS SELECT * FROM runs; CREATE INDEX i ON runs (object); ANALYZE", nil),
            ("PRAGMA journal_mode = WAL", nil), ("PRAGMA auto_vacuum = FULL; VACUUM", nil),
        ] as [(String, LedgerStoreError.Kind?)])
    func `outside changes to a ledger are detected or do no harm`(sql: String, kind: LedgerStoreError.Kind?) throws {
        try keep()
        try execute(sql, on: path)
        chmod(path, 0o640)
        let before = try folder.contents
        #expect(opened == kind)
        if kind != nil { #expect(try folder.contents == before) }
        if kind == nil {
            #expect(try ledgers(of: path, bounds: StreamLedger.tight)[stream("s")]?.differences(from: .full) == [])
        }
    }

    @Test(arguments: [0..<2, 1..<3, 2..<4, 0..<3])
    func `rows with other numbers than those of their stream are refused`(rows: Range<Int>) throws {
        let ledger = StreamLedger(seeing: [object("a"), object("b")])
        var store = try LedgerStore.open(path: path)
        try store.withDatabase { database throws(StoreFailure) in
            try LedgerDifference(before: nil, after: ledger, stream: 1).each { change throws(StoreFailure) in
                try database.apply(change)
            }
            try database.put(
                StreamRow(ledger, states: rows, runs: 0..<0, name: stream("s"), stream: 1), of: 1)
            try database.put(LedgerRow(generation: 1, streams: 1), of: LedgerRow.id)
            try database.execute("COMMIT")
        }
        _ = consume store
        #expect(opened == (rows == 0..<2 ? nil : .corrupt))
    }

    @Test func `an object without a state is refused`() throws {
        let ledger = StreamLedger(seeing: [object("a"), object("b")])
        try keep(ledger)
        var store = try LedgerStore.open(path: path)
        try store.withDatabase { database throws(StoreFailure) in
            try database.put(ObjectStateRow(ledger.objects[0], ledger.records[0], sequence: 1), of: 1)
            try database.execute("COMMIT")
        }
        _ = consume store
        #expect(opened == .corrupt)
    }

    @Test func `a trigger from outside does not run`() throws {
        try keep(StreamLedger(seeing: [object("x")]))
        try execute("CREATE TRIGGER t AFTER INSERT ON streams BEGIN DELETE FROM objects; END", on: path)
        try keep()
        #expect(try ledgers(of: path, bounds: StreamLedger.tight)[stream("s")]?.differences(from: .full) == [])
    }

    // MARK: - Killed writers

    private var large: StreamLedger {
        StreamLedger(
            seeing: (0..<300).map { object("\($0)", job(.active, 1)) },
            (0..<300).map { object("\($0)", job(.failed, 1, 2, errors: [error("\($0)")])) })
    }

    @Test func `a killed writer's unfinished write is rolled back`() throws {
        try keep(large)
        let before = try bytes(of: path)
        let copy = folder.file("copy")
        try copyUnfinished(
            "UPDATE objects SET display_name = 'x' || display_name; DELETE FROM runs", of: path, to: copy)
        let torn = try bytes(of: copy)
        #expect(torn != before)
        #expect(try ledgers(of: copy)[stream("s")]?.differences(from: large) == [])
        // Without its journal, the file is recognized as neither the old nor the new one.
        try write(torn, to: copy)
        #expect(errorKind { _ = try ledgers(of: copy) } == .corrupt)
    }

    @Test func `a reader sees the state before an unfinished write, and leaves the file alone`() throws {
        try keep(large)
        let copy = folder.file("copy")
        try copyUnfinished("DELETE FROM runs", of: path, to: copy)
        let before = try folder.contents
        #expect(try LedgerReader.runs(path: copy).map(\.runs) == [large.finished])
        #expect(try folder.contents == before)
    }

    @Test func `a file whose creation was interrupted is new`() throws {
        try LedgerLocation(path).prepare()
        let copy = folder.file("copy")
        try copyUnfinished("CREATE TABLE t (x); CREATE TABLE u (x); CREATE TABLE v (x)", of: path, to: copy)
        #expect(errorKind { _ = try ledgers(of: copy) } == nil)
    }
}
