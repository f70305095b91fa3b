import Foundation
import Ledger
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct LedgerLocationTests {
    private let folder: Folder

    init() throws { folder = try Folder.forLedgers() }

    private func path(_ given: String) throws(StoreFailure) -> String { try LedgerLocation(given).path }

    @Test func `all names of a path give the same location`() throws {
        try write([], to: folder.file("real"))
        try FileManager.default.createDirectory(atPath: folder.file("sub"), withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "real")
        try FileManager.default.createSymbolicLink(atPath: folder.file("there"), withDestinationPath: ".")
        for name in ["real", "link", "sub/../real", "./real", "there/link", "/real"] {
            #expect(try path(folder.file(name)) == folder.file("real"))
        }
        #expect(try path(folder.file("there/new")) == folder.file("new"))
        #expect(try path("/new-\(UUID().uuidString)").hasPrefix("/new-"))
        #expect(try path("new-ledger") == FileManager.default.currentDirectoryPath + "/new-ledger")
        #expect(try LedgerLocation(folder.file("x")).lockPath == folder.file("x.lock"))
        #expect(try LedgerLocation(folder.file("x")).journalPath == folder.file("x-journal"))
    }

    @Test(arguments: [
        ("folder", "it is not a regular file"), ("folder/", "it is not a regular file"),
        ("fifo", "it is not a regular file"),
        ("socket/x", "its folder: No such file or directory"), ("plain/x", "Not a directory"),
        ("missing/x", "its folder: No such file or directory"), ("missing/", "it does not name a file"),
        ("dangling", "it is a link to nothing"), ("loop", "Too many levels of symbolic links"),
        (String(repeating: "x", count: 300), "File name too long"),
        ("linked", "it has hard links, which its lock cannot see"),
        ("open", "anyone may write to it: chmod 600 it"), ("device", "it is not a regular file"),
    ])
    func `anything that cannot be a ledger file is refused without waiting`(name: String, why: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: false)
        for name in ["plain", "linked", "open"] { try write([], to: folder.file(name)) }
        #expect(mkfifo(folder.file("fifo"), 0o600) == 0)
        try files.createSymbolicLink(atPath: folder.file("dangling"), withDestinationPath: "nothing")
        try files.createSymbolicLink(atPath: folder.file("loop"), withDestinationPath: "loop")
        try files.createSymbolicLink(atPath: folder.file("device"), withDestinationPath: "/dev/zero")
        #expect(link(folder.file("linked"), folder.file("other")) == 0)
        #expect(chmod(folder.file("open"), 0o666) == 0)
        #expect(throws: StoreFailure.path(why)) { try LedgerLocation(folder.file(name)).prepare() }
        #expect(errorKind { _ = try LedgerStore.open(path: folder.file(name)) } == .unusable)
        #expect(
            errorKind { _ = try LedgerReader.runs(path: folder.file(name)) } != nil
                || ["linked", "open"].contains(name))
    }

    @Test(arguments: ["-journal", "-wal", "-shm"], [true, false])
    func `a FIFO or a link in the place of a file of SQLite's is refused without waiting`(
        end: String, isLink: Bool
    ) throws {
        let file = folder.file()
        _ = try LedgerStore.open(path: file)
        let before = try Data(contentsOf: URL(filePath: file))
        if isLink {
            try FileManager.default.createSymbolicLink(atPath: file + end, withDestinationPath: folder.file("other"))
        } else {
            #expect(mkfifo(file + end, 0o600) == 0)
        }
        #expect(errorKind { _ = try LedgerStore.open(path: file) } == .unusable)
        #expect(errorKind { _ = try LedgerReader.runs(path: file) } == .unusable)
        #expect(try Data(contentsOf: URL(filePath: file)) == before)
    }

    @Test func `an empty path is refused`() {
        #expect(errorKind { _ = try LedgerStore.open(path: "") } == .unusable)
    }

    @Test func `a file that the group can access becomes private to its owner`() throws {
        let file = folder.file("shared")
        try write([], to: file)
        #expect(chmod(file, 0o660) == 0)
        try LedgerLocation(file).makePrivate()
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func `another user's file is refused`() throws {
        let file = folder.file("theirs")
        try write([], to: file)
        #expect(chown(file, 12_345, 12_345) == 0)
        #expect(throws: StoreFailure.path("it belongs to another user")) { try LedgerLocation(file).prepare() }
    }
}
