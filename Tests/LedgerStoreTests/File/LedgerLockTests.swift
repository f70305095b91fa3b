import Foundation
import TestSupport
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct LedgerLockTests {
    private let folder: Folder

    init() throws { folder = try Folder.forLedgers() }

    @Test func `the lock has one holder at a time`() throws {
        let lock = try LedgerLock(folder.file())
        #expect(throws: StoreFailure.inUse) { _ = try LedgerLock(folder.file()) }
        _ = consume lock
        #expect(throws: Never.self) { _ = try LedgerLock(folder.file()) }
    }

    @Test func `the lock is lost with its file`() throws {
        let lock = try LedgerLock(folder.file())
        let before = lock.isLost
        try FileManager.default.removeItem(atPath: folder.file())
        #expect(!before && lock.isLost)
    }

    @Test func `only a regular file can be a lock`() throws {
        #expect(mkfifo(folder.file("fifo"), 0o600) == 0)
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "target")
        for name in ["fifo", "link", ".", "missing/x"] {
            #expect("\(name) is a lock") {
                _ = try LedgerLock(folder.file(name))
            } throws: { error in
                guard case .path(let text) = error as? StoreFailure else { return false }
                return text.hasPrefix("its lock \(folder.file(name))")
            }
        }
        #expect(folder.names == ["fifo", "link"])
    }
}
