import CSQLite
import Datastream
import Foundation
import Ledger
import Notation
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct LedgerStoreTests {
    private let folder: Folder
    private let path: String

    init() throws {
        folder = try Folder.forLedgers()
        path = folder.file()
    }

    /// Writes a ledger and closes the file.
    private func keep(_ ledger: StreamLedger, at path: String? = nil) throws {
        var store = try LedgerStore.open(path: path ?? self.path)
        try store.add(["s": ledger])
    }

    @Test func `everything that was written is read back`() throws {
        let full = StreamLedger.full
        #expect(full.counters.newErrorsByReason.waiting != [:])
        #expect(full.departed.records.count == 2)
        #expect(full.records.contains { $0.isMissing })
        #expect(full.finished.count > 1)
        #expect(full.errors.left.count > 0 && full.errors.listed.count > 0)
        #expect(full.latestErrors.count == 3)
        #expect(full.counters.durations.sum > 0)
        try keep(full)
        let read = try #require(try ledgers(of: path, bounds: StreamLedger.tight)[stream("s")])
        #expect(read.differences(from: full) == [])
        #expect(read.objects.map { Array($0.id.utf8) } == full.objects.map { Array($0.id.utf8) })
    }

    /// Gives the calling thread its own umask; Swift's Glibc module lacks the call.
    private static func unshareFileSystemAttributes() -> Bool {
        guard let symbol = dlsym(nil, "unshare") else { return false }
        let unshare = unsafeBitCast(symbol, to: (@convention(c) (Int32) -> Int32).self)
        return unshare(0x200) == 0  // CLONE_FS
    }

    @Test func `only the owner can read the files, whatever the umask`() async throws {
        let result = Watched<Result<Void, any Error>?>(nil)
        Thread.detachNewThread { [path] in
            // The thread gets a umask of its own: files that other tests create must not become writable for anyone.
            guard Self.unshareFileSystemAttributes() else { return result.change { $0 = .failure(POSIXError(.EPERM)) } }
            umask(0)
            let written = Result {
                var store = try LedgerStore.open(path: path)
                try store.add(["s": .full])
            }
            result.change { $0 = written }
        }
        try await result.wait(for: "the ledger to be written") { $0 != nil }?.get()
        #expect(folder.names == ["ledger.sqlite", "ledger.sqlite.lock"])
        for name in folder.names {
            let mode = try FileManager.default.attributesOfItem(atPath: folder.file(name))[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func `a write without changes leaves the file alone`() throws {
        try keep(.full)
        var store = try LedgerStore.open(path: path, bounds: StreamLedger.tight)
        let before = try bytes(of: path)
        try store.write(store.ledgers)
        #expect(try bytes(of: path) == before)
    }

    @Test func `a second exporter is refused until the first is gone`() throws {
        var store: LedgerStore? = try LedgerStore.open(path: path)
        try store?.add(["s": .full])
        #expect(errorKind { _ = try LedgerStore.open(path: path) } == .inUse)
        #expect(
            errorKind {
                _ = try LedgerStore.open(
                    path: "\(folder.path)/../\(URL(filePath: folder.path).lastPathComponent)/ledger.sqlite")
            } == .inUse)
        store = nil
        #expect(try ledgers(of: path).count == 1)
    }

    @Test func `streams without a ledger are deleted, and return as new ones`() throws {
        try keep(.full)
        var store = try LedgerStore.open(path: path)
        try store.write([stream("t"): StreamLedger(seeing: [object("x")])])
        #expect(store.ledgers.keys.map(\.stream) == ["t"])
        try store.add(["s": StreamLedger(seeing: [object("y")])])
        _ = consume store
        let read = try ledgers(of: path)
        #expect(read.mapValues { $0.objects.map(\.id) } == [stream("t"): ["x"], stream("s"): ["y"]])
    }

    @Test func `a stream whose ledger began again is replaced`() throws {
        try keep(.full)
        try keep(StreamLedger(seeing: [object("x")]))
        let read = try #require(try ledgers(of: path)[stream("s")])
        #expect(read.differences(from: StreamLedger(seeing: [object("x")])) == [])
    }

    @Test func `a deleted file is created again with all streams`() throws {
        var store = try LedgerStore.open(path: path)
        try store.add(["s": .full, "t": StreamLedger(seeing: [object("x")])])
        for name in folder.names { try FileManager.default.removeItem(atPath: folder.file(name)) }
        try store.add(["u": StreamLedger(seeing: [object("y")])])
        #expect(errorKind { _ = try LedgerStore.open(path: path) } == .inUse)
        _ = consume store
        let read = try ledgers(of: path, bounds: StreamLedger.tight)
        #expect(read.count == 3)
        #expect(read[stream("s")]?.differences(from: .full) == [])
    }

    @Test(arguments: [true, false])
    func `memory wins over an older copy put in the file's place`(isMoved: Bool) throws {
        var store = try LedgerStore.open(path: path)
        var ledger = StreamLedger(seeing: [object("x")])
        try store.add(["s": ledger, "old": .full])
        let older = try bytes(of: path)
        _ = ledger.fold(listing([object("x", job(.active, 1))]), at: at(60))
        try store.write([stream("s"): ledger])
        if isMoved { try FileManager.default.removeItem(atPath: path) }
        try write(older, to: path)
        try store.write([stream("s"): ledger])
        _ = consume store
        let read = try ledgers(of: path)
        #expect(read.keys.map(\.stream) == ["s"])
        #expect(read[stream("s")]?.differences(from: ledger) == [])
    }

    @Test func `memory wins over a newer file too, as soon as it can be written`() throws {
        let other = folder.file("other")
        var store = try LedgerStore.open(path: other)
        for id in ["1", "2", "3", "4"] { try store.add([id: .full]) }
        store = try LedgerStore.open(path: path)
        try store.add(["s": .full])
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: other, toPath: path)
        try FileManager.default.createDirectory(atPath: path + "-journal", withIntermediateDirectories: false)
        for _ in 0..<2 { #expect(errorKind { try store.add(["t": .full]) } == .refused) }
        try FileManager.default.removeItem(atPath: path + "-journal")
        try store.add(["t": .full])
        _ = consume store
        #expect(try ledgers(of: path).keys.map(\.stream).sorted() == ["s", "t"])
    }

    @Test func `a foreign file in the ledger's place is left alone`() throws {
        var store = try LedgerStore.open(path: path)
        try store.add(["s": .full])
        try FileManager.default.removeItem(atPath: path)
        try write(Array("notes".utf8), to: path)
        #expect(errorKind { try store.write(store.ledgers) } == .foreign)
        #expect(try bytes(of: path) == Array("notes".utf8))
        try FileManager.default.removeItem(atPath: path)
        try store.write(store.ledgers)
        _ = consume store
        #expect(try ledgers(of: path, bounds: StreamLedger.tight)[stream("s")]?.differences(from: .full) == [])
    }

    @Test func `an empty file is a new ledger unless it was one before`() throws {
        try write([], to: folder.file())
        #expect(try ledgers(of: folder.file()) == [:])
        try write([], to: folder.file())
        #expect("an emptied ledger is refused") {
            _ = try ledgers(of: folder.file())
        } throws: { error in
            (error as? LedgerStoreError)?.kind == .corrupt
        }
        try FileManager.default.removeItem(atPath: folder.file())
        #expect(try ledgers(of: folder.file()) == [:])
    }

    @Test(arguments: [true, false])
    func `a write that fails stores its runs once, whether it reached the disk or not`(reaches: Bool) throws {
        var ledger = StreamLedger(seeing: [object("x", job(.active, 1))])
        var store = try LedgerStore.open(path: path)
        try store.add(["s": ledger])
        for number in 1...2 {
            _ = ledger.fold(listing([object("x", job(.failed, number, number))]), at: at(60 * number))
            let failure = errorKind {
                try store.write([stream("s"): ledger]) { database throws(StoreFailure) in
                    if reaches { try database.execute("COMMIT") }
                    throw .sqlite(SQLITE_IOERR, "disk I/O error")
                }
            }
            #expect(failure == .refused)
        }
        _ = ledger.fold(listing([object("x", job(.failed, 3, 3))]), at: at(180))
        try store.write([stream("s"): ledger])
        #expect(try LedgerReader.runs(path: path).flatMap(\.runs) == ledger.finished)
        #expect(ledger.finished.count == 3)
        _ = consume store
        #expect(try ledgers(of: path)[stream("s")]?.differences(from: ledger) == [])
    }

    @Test func `a message that may contain a secret is not stored, and counts nothing when it is read again`() throws {
        let secret = "ya29.a0AfH6SMBxyz"
        let errors = ["denied: Bearer \(secret)", "denied"].map { message in
            ReportedError(reason: "DENIED", message: message, errorTime: at(1))
        }
        let listed = [object("a", job(.failed, 1, 2, errors: errors), errors: errors)]
        let ledger = StreamLedger(seeing: [], listed, listed)
        try keep(ledger)
        let file = try Data(contentsOf: URL(filePath: path))
        #expect(file.firstRange(of: Data(secret.utf8)) == nil && file.firstRange(of: Data("denied".utf8)) != nil)
        var stored = try #require(try ledgers(of: path)[stream("s")])
        #expect(stored.objects.first?.errors.map(\.message) == [SecretText.placeholder, "denied"])
        var lacking = stored
        #expect(stored.fold(listing(listed), at: at(180)) == [])
        #expect(stored.counters == ledger.counters && ledger.counters.newErrors[.object] == 2)
        // A first listing that lacks the object counts nothing either, nor does its return.
        #expect(lacking.fold(listing([]), at: at(180)) == [])
        #expect(lacking.fold(listing(listed), at: at(240)) == [])
        #expect(lacking.counters == ledger.counters)
    }
}
