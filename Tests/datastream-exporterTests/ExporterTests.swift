import Foundation
import Synchronization
import TestSupport
import Testing

@testable import datastream_exporter

/// The start of the exporter as a real program: what hangs, and what makes it give up.
@Suite(.timeLimit(.minutes(patientMinutes))) struct ExporterTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func get(_ url: String) throws -> String {
        try Curl.output([url]).text
    }

    private static let flags = ["--google.project-ids=p", "--web.listen-address=127.0.0.1:0"]

    @Test func `a metadata server that never answers delays neither the listener nor a stop`() async throws {
        let silent = try ScriptedServer { $0.stall() }
        let program = try RunningProgram(
            Self.flags.dropFirst() + ["--storage.path=\(folder.path("ledger"))"],
            environment: ["GCE_METADATA_HOST": "127.0.0.1:\(silent.port)"])
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
        let metadata = LateMetadataServer()
        let server = try ScriptedServer { metadata.answer($0) }
        let program = try RunningProgram(
            Array(Self.flags.dropFirst()), environment: ["GCE_METADATA_HOST": "127.0.0.1:\(server.port)"])
        _ = await program.line(after: "does not answer yet")
        metadata.start()
        #expect(await program.line(after: "credentials found") == #"" source=metadata place="metadata server""#)
        #expect(await program.line(after: "search for streams failed")?.contains("project=late-project") == true)
        program.terminate()
        #expect(await program.exitCode() == 0)
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
        let silent = try ScriptedServer { $0.stall() }
        let junk = try folder.write(Array("not a ledger\n".utf8), to: "junk")
        let program = try RunningProgram(
            Self.flags + ["--storage.path=\(junk)"], environment: ["GCE_METADATA_HOST": "127.0.0.1:\(silent.port)"])
        #expect(await program.exitCode() == 3)
        #expect(program.output.contains("is not a datastream-exporter ledger"))
    }
}

/// A metadata server that is silent until it is started, and then busy for two requests.
private final class LateMetadataServer: Sendable {
    private let statuses = Mutex<[String]?>(nil)

    func start() { statuses.withLock { $0 = ["429", "503"] } }

    func answer(_ connection: borrowing ScriptedConnection) {
        guard let head = connection.readHead() else { return }
        let status = statuses.withLock { statuses -> String? in
            if statuses?.isEmpty == false { return statuses?.removeFirst() }
            return statuses.map { _ in "200" }
        }
        guard let status else { return connection.stall() }
        let path = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let body =
            path.hasSuffix("/project-id") ? "late-project" : path.hasSuffix("/universe-domain") ? "googleapis.com" : ""
        connection.send(
            "HTTP/1.1 \(status) X\r\nMetadata-Flavor: Google\r\nConnection: close\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}
