import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// The start of the exporter as a real program: what hangs, and what makes it give up.
@Suite(.timeLimit(.minutes(10))) struct ExporterTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func get(_ url: String) throws -> String {
        try output(of: ["curl", "--silent", "--max-time", "30", "--noproxy", "*", url]).text
    }

    private static let flags = ["--google.project-ids=p", "--web.listen-address=127.0.0.1:0"]

    /// A server that accepts connections and never answers, until it is released.
    private func silence() throws -> (address: String, socket: FileHandle) {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(number, $0, length)
                _ = listen(number, 16)
                _ = getsockname(number, $0, &length)
            }
        }
        return (
            "127.0.0.1:\(UInt16(bigEndian: address.sin_port))", FileHandle(fileDescriptor: number, closeOnDealloc: true)
        )
    }

    @Test func `a metadata server that never answers delays neither the listener nor a stop`() async throws {
        let silent = try silence()
        let program = try RunningProgram(
            Self.flags.dropFirst() + ["--storage.path=\(folder.path("ledger"))"],
            environment: ["GCE_METADATA_HOST": silent.address])
        let address = try #require(await program.line(after: "msg=listening address="))
        #expect(try get("http://\(address)/-/healthy") == "datastream-exporter is healthy.\n")
        #expect(try get("http://\(address)/-/ready").hasPrefix("datastream-exporter is not ready: waiting for "))
        #expect(try get("http://\(address)/metrics").contains("\nprocess_start_time_seconds "))
        #expect(try get("http://\(address)/").hasPrefix("<!doctype html>"))
        #expect(await program.line(after: "msg=waiting for=") != nil)
        _ = await program.line(after: "does not answer yet")
        #expect(try get("http://\(address)/-/ready").contains("waiting for the metadata server"))
        program.terminate()
        #expect(await program.exitCode() == 0)
    }

    @Test func `a metadata server that starts late is found`() async throws {
        let silent = try silence()
        let program = try RunningProgram(
            Array(Self.flags.dropFirst()), environment: ["GCE_METADATA_HOST": silent.address])
        _ = await program.line(after: "does not answer yet")
        let port = silent.address.split(separator: ":").last ?? ""
        try silent.socket.close()
        let server = """
            import http.server
            class Handler(http.server.BaseHTTPRequestHandler):
                count = 0
                def do_GET(self):
                    Handler.count += 1
                    path = self.path.rsplit("/", 1)[-1]
                    body = {"project-id": b"late-project", "universe-domain": b"googleapis.com"}.get(path, b"")
                    self.send_response([502, 429, 503][Handler.count] if Handler.count < 3 else 200)
                    self.send_header("Metadata-Flavor", "Google")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
            http.server.HTTPServer.allow_reuse_address = True
            http.server.HTTPServer(("127.0.0.1", \(port)), Handler).serve_forever()
            """
        let python = try RunningProgram(["-c", server], path: "/usr/bin/python3")
        #expect(await program.line(after: "credentials found") == #"" source=metadata place="metadata server""#)
        #expect(await program.line(after: "search for streams failed")?.contains("project=late-project") == true)
        program.terminate()
        #expect(await program.exitCode() == 0)
        python.terminate()
    }

    @Test func `an absent file is exit code 1, and a broken one is 2`() throws {
        let broken = try folder.write(Array("{}".utf8), to: "broken")
        for (flag, code) in [
            ("--google.credentials-file=/nonexistent/key.json", Int32(1)),
            ("--google.access-token-file=/nonexistent/token", 1), ("--google.credentials-file=\(broken)", 2),
            ("--google.access-token-file=/dev/null", 2),
        ] {
            let told = try output(of: ["-i", RunningProgram.path] + Self.flags + [flag])
            #expect(told.code == code, "\(told.text)")
            #expect(told.text.contains("msg=listening") && told.text.hasSuffix("\n"))
            #expect(told.text.split(separator: "\n").last?.hasPrefix("datastream-exporter: ") == true)
        }
    }

    @Test func `missing credentials and a missing project are exit code 2, even with the listener open`() throws {
        for (environment, flags, text) in [
            ("NO_GCE_CHECK=true", Self.flags, "no credentials: give "),
            ("X=", ["--google.endpoint=http://127.0.0.1:1", "--web.listen-address=127.0.0.1:0"], "no project: give "),
        ] {
            let told = try output(of: ["-i", environment, RunningProgram.path] + flags)
            #expect(told.code == 2 && told.text.contains("msg=listening") && told.text.contains(text), "\(told.text)")
        }
    }

    @Test func `a refused ledger ends a start that waits for credentials`() async throws {
        let silent = try silence()
        let junk = try folder.write(Array("not a ledger\n".utf8), to: "junk")
        let program = try RunningProgram(
            Self.flags + ["--storage.path=\(junk)"], environment: ["GCE_METADATA_HOST": silent.address])
        #expect(await program.exitCode() == 3)
        #expect(program.output.contains("is not a datastream-exporter ledger"))
    }
}
