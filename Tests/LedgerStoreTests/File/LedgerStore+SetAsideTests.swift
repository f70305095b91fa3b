import Datastream
import Foundation
import Ledger
import Notation
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct LedgerStoreSetAsideTests {
    private let folder: Folder
    private let path: String
    private let now = Timestamp(seconds: 1_795_484_700, nanoseconds: 5)

    init() throws {
        folder = try Folder.forLedgers()
        path = folder.file()
    }

    @Test func `a corrupt file is moved with its journal, and a new one takes its place`() throws {
        try write(Array("SQLite format 3".utf8), to: path)
        #expect(errorKind { _ = try LedgerStore.open(path: path) } == .corrupt)
        try write(Array("journal".utf8), to: path + "-journal")
        let name = try LedgerStore.setAside(path: path, at: now)
        #expect(name == path + ".corrupt-20261124T014500Z")
        #expect(try bytes(of: name) == Array("SQLite format 3".utf8))
        #expect(try bytes(of: name + "-journal") == Array("journal".utf8))
        #expect(try ledgers(of: path).isEmpty)
        #expect(folder.names.count == 4)
    }

    @Test func `files set aside are never overwritten`() throws {
        for number in 1...3 {
            try write([UInt8(number)], to: path)
            _ = try LedgerStore.setAside(path: path, at: now)
        }
        let names = folder.names.filter { $0.contains("corrupt") }
        #expect(names == ["", "-2", "-3"].map { "ledger.sqlite.corrupt-20261124T014500Z\($0)" })
        #expect(try names.map { try bytes(of: folder.file($0)) } == [[1], [2], [3]])
    }

    @Test func `a file in use is not moved`() throws {
        let store = try LedgerStore.open(path: path)
        #expect(errorKind { _ = try LedgerStore.setAside(path: path, at: now) } == .inUse)
        _ = consume store
        #expect(folder.names == ["ledger.sqlite", "ledger.sqlite.lock"])
    }

    @Test func `a missing file cannot be moved`() {
        #expect(errorKind { _ = try LedgerStore.setAside(path: path, at: now) } == .unusable)
        #expect(folder.names.isEmpty)
    }
}
