import Datastream
import Foundation
import Ledger
import LedgerStore
import Notation
import Testing

@testable import datastream_exporter

@Suite struct LedgerFileTests {
    private let name = StreamName(project: "p", location: "l", stream: "s")
    private let folder = NSTemporaryDirectory() + "ledger-file-\(UUID().uuidString)"

    private func withFolder(_ body: (_ path: String) throws -> Void) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body("\(folder)/ledger.db")
    }

    @Test func `data is there when the file is opened again`() throws {
        try withFolder { path in
            var ledgers = Ledgers()
            var record = PollRecord(name: name)
            let snapshot = Snapshot(
                stream: Stream(name: name), objects: [StreamObject(id: "1")], fetchedAt: Timestamp(seconds: 5))
            record.end(.success(snapshot), after: .zero, uptime: .zero)
            var state = PollState()
            state.streams[name] = record
            _ = ledgers.follow(state)
            do {
                let (file, kept) = try LedgerFile.open(path) { false }
                #expect(kept.isEmpty)
                try file.write(ledgers.current)
            }
            let (_, kept) = try LedgerFile.open(path) { false }
            #expect(kept[name]?.objects.map(\.id) == ["1"])
        }
    }

    @Test func `a corrupt file is refused, or set aside on request`() throws {
        try withFolder { path in
            _ = try LedgerFile.open(path) { false }
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: 4_096)
            try handle.close()
            #expect(throws: LedgerStoreError.self) { _ = try LedgerFile.open(path) { false } }
            var aside = ""
            let (_, kept) = try LedgerFile.open(path) { () throws(LedgerStoreError) in
                aside = try LedgerStore.setAside(path: path, at: Timestamp(seconds: 0))
                return true
            }
            #expect(kept.isEmpty)
            #expect(aside == path + ".corrupt-19700101T000000Z")
            #expect(FileManager.default.fileExists(atPath: aside))
        }
    }
}
