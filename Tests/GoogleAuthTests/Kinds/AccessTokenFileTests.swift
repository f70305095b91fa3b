import Foundation
import Synchronization
import TestSupport
import Testing

@testable import GoogleAuth

@Suite final class AccessTokenFileTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private var path: String { folder.path("token") }

    private func write(_ text: String) throws { try folder.write("token", text) }

    @Test(arguments: ["t0ken", "t0ken\n", "  t0ken\r\n\n", "\tt0ken"])
    func `white space around a token is ignored`(text: String) throws {
        try write(text)
        #expect(try AccessTokenFile(path: path).token().revealed == "t0ken")
    }

    @Test(arguments: ["", "\n", "two tokens", "line\nbreak", "t\u{0}ken", "tökén", "token\u{7F}"])
    func `a token that cannot be in a header is refused`(text: String) throws {
        try write(text)
        #expect(throws: TokenFailure.self) { try AccessTokenFile(path: path).token() }
    }

    @Test func `a changed file is read again, and an unchanged one is not`() throws {
        let events = Mutex(0)
        let file = AccessTokenFile(path: path) { _ in events.withLock { $0 += 1 } }
        try write("first")
        #expect(try file.token().revealed == "first")
        #expect(try file.token().revealed == "first")
        #expect(events.withLock { $0 } == 1)
        try write("second!")
        #expect(try file.token().revealed == "second!")
        #expect(events.withLock { $0 } == 2)
    }

    @Test func `a rejected token that is still in the file is not a new one`() throws {
        let events = Mutex(0)
        let file = AccessTokenFile(path: path) { _ in events.withLock { $0 += 1 } }
        try write("same")
        let token = try file.token()
        #expect(try file.token(refused: token) == token)
        #expect(events.withLock { $0 } == 1)
    }

    @Test func `a missing file, a folder, a FIFO and a huge file are refused at once and named`() throws {
        let missing = AccessTokenFile(path: path)
        #expect(throws: TokenFailure("cannot read the access token from \(path): No such file or directory")) {
            try missing.token()
        }
        #expect(throws: TokenFailure("cannot read the access token from \(folder.path): not a regular file")) {
            try AccessTokenFile(path: self.folder.path).token()
        }
        let fifo = folder.path("fifo")
        #expect(mkfifo(fifo, 0o600) == 0)
        #expect(throws: TokenFailure.self) { try AccessTokenFile(path: fifo).token() }
        try write(String(repeating: "x", count: AccessTokenFile.maximumBytes + 1))
        #expect(throws: TokenFailure.self) { try AccessTokenFile(path: self.path).token() }
    }

    @Test func `a failure never shows the file's contents`() throws {
        try write("s3cret s3cret")
        #expect { try AccessTokenFile(path: self.path).token() } throws: { !"\($0)".contains("s3cret") }
    }
}
