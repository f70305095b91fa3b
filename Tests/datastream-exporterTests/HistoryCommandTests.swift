import Datastream
import Foundation
import Ledger
import LedgerStore
import TestSupport
import Testing

@testable import datastream_exporter

@Suite struct HistoryCommandTests {
    private let folder: Folder
    private let path: String
    private let name = StreamName(project: "p", location: "l", stream: "orders")

    init() throws {
        folder = try Folder()
        path = folder.path("ledger.sqlite")
    }

    /// A ledger that saw the jobs of two objects end.
    private var ledger: StreamLedger {
        func listing(_ state: BackfillState) -> Snapshot {
            let objects = ["a", "b"].map { id in
                let end = state == .failed ? second(id == "a" ? 100 : 50) : nil
                let job = BackfillJob(
                    state: state, trigger: .automatic, lastStartTime: second(10), lastEndTime: end,
                    errors: end == nil ? [] : [ReportedError(reason: "CDC", errorUuid: id)])
                return StreamObject(id: id, displayName: "shop.\(id)", backfillJob: job)
            }
            return Snapshot(stream: Stream(name: name), objects: objects, fetchedAt: second(0))
        }
        var ledger = StreamLedger(baseline: listing(.active), at: second(0))
        _ = ledger.fold(listing(.failed), at: second(120))
        return ledger
    }

    private func history(_ arguments: String...) throws -> ProgramOutput {
        try output(of: [RunningProgram.path, "history"] + arguments)
    }

    @Test func `runs are listed while an exporter uses the file`() throws {
        var store = try LedgerStore.open(path: path)
        try store.write([name: ledger])
        let table = try history("--storage.path=\(path)")
        #expect(table.code == 0)
        #expect(
            table.text == """
                END                   STREAM  OBJECT  TRIGGER    RESULT  START                 DURATION  PARTIAL  REASONS
                2026-11-24T00:00:50Z  orders  shop.b  AUTOMATIC  failed  2026-11-24T00:00:10Z  40s       no       CDC
                2026-11-24T00:01:40Z  orders  shop.a  AUTOMATIC  failed  2026-11-24T00:00:10Z  1m30s     no       CDC

                """)
        let json = try history("--storage.path", path, "--json", "--object", "shop.a", "--stream=orders")
        #expect(json.code == 0)
        #expect(json.text.hasPrefix(#"{"durationSeconds":90,"end":"2026-11-24T00:01:40Z","object":"shop.a","#))
        #expect(json.text.split(separator: "\n").count == 1)
        let nothing = try history("--storage.path=\(path)", "--json=true", "--stream=billing")
        #expect(nothing.code == 0 && nothing.text == "")
        try store.write([:])
        let header = try history("--storage.path=\(path)", "--json=false")
        #expect(header.code == 0 && header.text.split(separator: "\n").count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }

    @Test func `an unreadable file is refused by name`() throws {
        let missing = try history("--storage.path=\(path)")
        #expect(missing.code == 2)
        #expect(
            missing.text
                == "datastream-exporter: --storage.path: the ledger \(path) cannot be used: No such file or directory\n"
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        try Data("notes".utf8).write(to: URL(filePath: path))
        let foreign = try history("--storage.path=\(path)")
        #expect(foreign.code == 3 && foreign.text.contains("\(path) is not a datastream-exporter ledger"))
        try Data("SQLite format 3".utf8).write(to: URL(filePath: path))
        let corrupt = try history("--storage.path=\(path)")
        #expect(corrupt.code == 3 && corrupt.text.contains("\(path) is corrupt"))
    }

    @Test(arguments: [
        ([], "--storage.path: required"), (["--storage.path="], "--storage.path: \"\" is not a path"),
        (["--storage.path=x", "--json=yes"], "--json: \"yes\" is neither true nor false"),
        (["--storage.path=x", "--stream=a/b"], "--stream: \"a/b\" is neither a stream's resource name nor its id"),
        (["--storage.path=x", "--object="], "--object: must not be empty"),
        (["--storage.path=x", "--json", "true"], "unexpected argument \"true\""),
    ])
    func `a bad flag is refused`(arguments: [String], text: String) throws {
        let told = try output(of: [RunningProgram.path, "history"] + arguments)
        #expect(told.code == 2)
        #expect(told.text == "datastream-exporter: \(text)\n")
    }
}
