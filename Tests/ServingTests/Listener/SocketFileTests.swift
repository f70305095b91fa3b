import Foundation
import TestSupport
import Testing

@testable import Serving

@Suite struct SocketFileTests {
    private func curl(_ path: String, _ arguments: String...) throws -> String {
        try output(of: ["curl", "-sS", "--max-time", "300", "--unix-socket", path] + arguments).text
    }

    @Test func `a Unix socket is served, and gone after the stop`() throws {
        let folder = try Folder()
        let path = "\(folder.path)/a.sock"
        let running = try RunningListener(address: "unix:\(path)")
        #expect(running.address == "unix:\(path)")
        #expect(!running.listener.isExposed)
        #expect(try curl(path, "http://x/ok", "http://x/ok") == "finefine")
        running.listener.stop()
        #expect(running.returns())
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a dead process's socket is replaced, and a live one or a plain file is not`() throws {
        let folder = try Folder()
        let path = "\(folder.path)/a.sock"
        let left = "import socket; s = socket.socket(socket.AF_UNIX); s.bind('\(path)'); s.listen()"
        #expect(try output(of: ["python3", "-c", left]).code == 0)
        #expect(FileManager.default.fileExists(atPath: path))
        let running = try RunningListener(address: "unix:\(path)")
        #expect(throws: ListenerError(address: "unix:\(path)", reason: "Address already in use")) {
            try RunningListener(address: "unix:\(path)")
        }
        #expect(try curl(path, "http://x/ok") == "fine")
        let file = try folder.write("plain", "precious")
        #expect(throws: ListenerError.self) { try RunningListener(address: "unix:\(file)") }
        #expect(try folder.text(of: "plain") == "precious")
        withExtendedLifetime(running) {}
    }

    @Test func `a file that another process created meanwhile is left alone`() throws {
        let folder = try Folder()
        let path = "\(folder.path)/a.sock"
        let first = try RunningListener(address: "unix:\(path)")
        try FileManager.default.removeItem(atPath: path)
        let second = try RunningListener(address: "unix:\(path)")
        first.listener.stop()
        #expect(first.returns())
        #expect(try curl(path, "http://x/ok") == "fine")
        withExtendedLifetime(second) {}
    }

    @Test func `a path in a missing folder is refused`() {
        #expect(throws: ListenerError(address: "unix:/nonexistent/a", reason: "No such file or directory")) {
            try RunningListener(address: "unix:/nonexistent/a")
        }
    }
}
