import Datastream
import Foundation
import Ledger
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

/// A disk that refuses writes, and accepts them later.
@Suite struct FullDiskTests {
    private let folder: Folder
    private let path: String
    private let large = StreamLedger(seeing: (0..<1_000).map { object("object-\($0)-of-a-name-that-takes-room") })

    init() throws {
        folder = try Folder.forLedgers()
        path = folder.file()
    }

    @Test func `a write without space changes nothing, and a later one succeeds`() throws {
        var store = try LedgerStore.open(path: path)
        let small = StreamLedger(seeing: [object("x")])
        try store.add(["s": small])
        try store.withDatabase { database throws(StoreFailure) in
            try database.execute("PRAGMA max_page_count = 40")
        }
        for _ in 0..<3 {
            #expect(
                throws: LedgerStoreError(
                    .refused, .write, "the ledger \(path) cannot be written: database or disk is full")
            ) {
                try store.add(["large": large])
            }
            let names = try LedgerReader.runs(path: path).map(\.name)
            #expect(names == [stream("s")])
        }
        try store.withDatabase { database throws(StoreFailure) in
            try database.execute("PRAGMA max_page_count = 1000000")
        }
        try store.add(["large": large])
        _ = consume store
        #expect(try ledgers(of: path)[stream("large")]?.differences(from: large) == [])
    }

    @Test func `a journal that cannot be created refuses a write until it can be`() throws {
        var store = try LedgerStore.open(path: path)
        try store.add(["s": .full])
        try FileManager.default.createDirectory(atPath: path + "-journal", withIntermediateDirectories: false)
        for _ in 0..<2 {
            #expect(errorKind { try store.add(["large": large]) } == .refused)
        }
        try FileManager.default.removeItem(atPath: path + "-journal")
        try store.add(["large": large])
        _ = consume store
        let read = try ledgers(of: path, bounds: StreamLedger.tight)
        #expect(read[stream("s")]?.differences(from: .full) == [])
        #expect(read[stream("large")]?.objects == large.objects)
    }

    @Test func `a reader that stays too long refuses a write until it leaves`() throws {
        var store = try LedgerStore.open(path: path)
        try store.add(["s": .full])
        try store.withDatabase { database throws(StoreFailure) in try database.execute("PRAGMA busy_timeout = 1") }
        let reader = try Database(path: path, .readOnly)
        try reader.execute("BEGIN")
        _ = try reader.rows("SELECT * FROM runs")
        #expect(errorKind { try store.remove("s") } == .refused)
        try reader.execute("COMMIT")
        try store.remove("s")
        _ = consume store
        #expect(try ledgers(of: path).isEmpty)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a file system"))
    func `writes succeed again once a full disk has space`() throws {
        let disk = try SmallDisk(at: folder.file("disk"))
        let path = "\(disk.path)/ledger.sqlite"
        var store = try LedgerStore.open(path: path)
        let small = StreamLedger(seeing: [object("x")])
        try store.add(["s": small])
        try disk.fill()
        for _ in 0..<3 {
            #expect(errorKind { try store.add(["large": large]) } == .refused)
            #expect(try LedgerReader.runs(path: path).count == 1)
        }
        _ = consume store
        // The file can still be read, and an exporter starts on it.
        store = try LedgerStore.open(path: path)
        #expect(store.ledgers[stream("s")]?.differences(from: small) == [])
        #expect(errorKind { try store.add(["large": large]) } == .refused)
        try disk.empty()
        try store.add(["large": large])
        _ = consume store
        #expect(try ledgers(of: path).count == 2)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a file system"))
    func `a full disk makes no new ledger and leaves no partial one`() throws {
        let disk = try SmallDisk(at: folder.file("disk"))
        let path = "\(disk.path)/ledger.sqlite"
        try disk.fill()
        #expect(errorKind { _ = try LedgerStore.open(path: path) } == .refused)
        try disk.empty()
        #expect(try ledgers(of: path).isEmpty)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a file system"))
    func `a ledger on a read-only disk can be read but not used`() throws {
        let disk = try SmallDisk(at: folder.file("disk"))
        let path = "\(disk.path)/ledger.sqlite"
        var store = try LedgerStore.open(path: path)
        try store.add(["s": .full])
        _ = consume store
        try disk.makeReadOnly()
        #expect(errorKind { _ = try LedgerStore.open(path: path) } == .unusable)
        #expect(errorKind { _ = try LedgerStore.open(path: "\(disk.path)/new") } == .unusable)
        #expect(try LedgerReader.runs(path: path).first?.runs == StreamLedger.full.finished)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a file system"))
    func `an interrupted write is readable on a read-only disk`() throws {
        let disk = try SmallDisk(at: folder.file("disk"))
        let path = "\(disk.path)/ledger.sqlite"
        var store = try LedgerStore.open(path: path)
        try store.add(["s": StreamLedger(seeing: (0..<100).map { object("\($0)") })])
        _ = consume store
        try copyUnfinished("UPDATE objects SET display_name = 'x'", of: path, to: "\(disk.path)/copy")
        try disk.makeReadOnly()
        #expect(try LedgerReader.runs(path: "\(disk.path)/copy").map(\.name) == [stream("s")])
    }
}

/// A file system of 512 KiB.
private final class SmallDisk {
    let path: String

    /// Whether this user may mount a file system.
    static let isPossible: Bool = {
        let path = "/tmp/small-disk-\(getpid())"
        guard geteuid() == 0, (try? SmallDisk(at: path)) != nil else { return false }
        try? FileManager.default.removeItem(atPath: path)
        return true
    }()

    init(at path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try Self.run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", path)
    }

    deinit { try? Self.run("umount", "--lazy", path) }

    func fill() throws {
        let file = open("\(path)/filler", O_WRONLY | O_CREAT, 0o600)
        defer { close(file) }
        let block = [UInt8](repeating: 1, count: 4_096)
        while write(file, block, block.count) > 0 {}
    }

    func empty() throws { try FileManager.default.removeItem(atPath: "\(path)/filler") }

    func makeReadOnly() throws { try Self.run("mount", "-o", "remount,ro", path) }

    private static func run(_ arguments: String...) throws {
        guard try output(of: arguments).code == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
