import Foundation
import TestSupport
import Testing

@testable import System

@Suite struct BoundedFileTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func read(_ path: String, limit: Int = 100) throws(BoundedFile.Problem) -> BoundedFile? {
        try BoundedFile.read(path, limit: limit)
    }

    @Test func `each version of a file is read whole, once`() throws {
        let path = try folder.write(Array("abc".utf8), to: "f")
        let file = try #require(try read(path))
        #expect(file.bytes == Array("abc".utf8))
        #expect(try BoundedFile.read(path, limit: 100, unless: file.version) == nil)
        try folder.write(Array("abd".utf8), to: "f")
        #expect(try BoundedFile.read(path, limit: 100, unless: file.version)?.bytes == Array("abd".utf8))
    }

    @Test func `a file as large as the limit is read, and a larger one is not`() throws {
        let path = try folder.write([UInt8](repeating: 1, count: 10_000), to: "f")
        #expect(try read(path, limit: 10_000)?.bytes.count == 10_000)
        #expect(throws: BoundedFile.Problem("larger than 9999 bytes")) { try read(path, limit: 9_999) }
    }

    @Test(.timeLimit(.minutes(patientMinutes)))
    func `anything that is missing, unreadable or not a file is refused at once`() throws {
        let missing = BoundedFile.Problem("No such file or directory", isMissing: true)
        #expect(throws: missing) { try read(folder.path("none")) }
        #expect(throws: BoundedFile.Problem("not a regular file")) { try read(folder.url.path) }
        #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
        #expect(throws: BoundedFile.Problem("not a regular file")) { try read(folder.path("fifo")) }
        #expect(throws: BoundedFile.Problem("not a regular file")) { try read("/dev/zero") }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("loop"), withDestinationPath: folder.path("loop"))
        #expect(throws: BoundedFile.Problem.self) { try read(folder.path("loop")) }
        let path = try folder.write([1], to: "f")
        #expect(throws: BoundedFile.Problem("Not a directory", isMissing: true)) { try read(path + "/x") }
    }

    @Test func `a file that cannot be read to its end is an error`() {
        // Nothing is mapped at address 0.
        #expect(throws: BoundedFile.Problem("Input/output error")) { try read("/proc/self/mem") }
    }

    @Test(arguments: [(0o600, false), (0o640, false), (0o644, true), (0o602, true)])
    func `a file that others can read or write is recognised`(mode: Int, isOpen: Bool) throws {
        let path = try folder.write([1], to: "f")
        #expect(chmod(path, mode_t(mode)) == 0)
        #expect(try read(path)?.isOpenToOthers == isOpen)
    }
}
