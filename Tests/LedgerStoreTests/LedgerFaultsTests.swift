import Datastream
import Foundation
import Ledger
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

/// Something other than a ledger in the place of its files.
@Suite struct LedgerFaultsTests {
    private let folder: Folder

    init() throws { folder = try Folder.forLedgers() }

    /// A file in the ledger's place, given by its size and first bytes.
    @Test(
        arguments: [
            (1, "x"), (100, "<html><body>503</body></html>"), (4_096, ""), (100_000, "SQLite format 3"),
            (100_000, "SQLite format 3\0"), (10_000_000_000, ""), (10_000_000_000, "SQLite format 3\0"),
        ] as [(Int, String)])
    func `a file that is not a ledger is refused at once, at any size, and stays unchanged`(
        size: Int, beginning: String
    ) throws {
        let path = folder.file()
        // The rest of the file is a hole, which takes no space and reads as zeros.
        try write(Array(beginning.utf8), to: path)
        #expect(truncate(path, size) == 0)
        var before = stat()
        #expect(stat(path, &before) == 0)
        let kind = errorKind { _ = try LedgerStore.open(path: path) }
        #expect(kind == .corrupt || kind == .foreign)
        var after = stat()
        #expect(stat(path, &after) == 0)
        #expect(after.st_size == before.st_size && after.st_ino == before.st_ino)
        #expect(after.st_mtim.tv_sec == before.st_mtim.tv_sec && after.st_mtim.tv_nsec == before.st_mtim.tv_nsec)
    }

    @Test(arguments: ["-journal", "-wal", "-shm"])
    func `a link in place of a journal is not followed`(suffix: String) throws {
        let path = folder.file()
        let victim = folder.file("victim")
        try write(Array("precious".utf8), to: victim)
        for target in [victim, folder.file("not there yet")] {
            try? FileManager.default.removeItem(atPath: path + suffix)
            try FileManager.default.createSymbolicLink(atPath: path + suffix, withDestinationPath: target)
            _ = errorKind {
                var store = try LedgerStore.open(path: path)
                try store.add(["s": StreamLedger(seeing: [object("x")])])
            }
        }
        #expect(try bytes(of: victim) == Array("precious".utf8))
        #expect(!FileManager.default.fileExists(atPath: folder.file("not there yet")))
    }

    @Test func `a link in place of the lock is not followed`() throws {
        let path = folder.file()
        let victim = folder.file("victim")
        try write(Array("precious".utf8), to: victim)
        try FileManager.default.createSymbolicLink(atPath: path + ".lock", withDestinationPath: victim)
        _ = errorKind { _ = try LedgerStore.open(path: path) }
        #expect(try bytes(of: victim) == Array("precious".utf8))
        let mode = try FileManager.default.attributesOfItem(atPath: victim)[.posixPermissions] as? Int
        #expect(mode != 0)
    }
}
