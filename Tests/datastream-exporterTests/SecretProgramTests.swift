import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// Puts a marker wherever a secret can come from, and looks for it in all output.
@Suite(.timeLimit(.minutes(patientMinutes))) struct SecretProgramTests {
    private func curl(_ arguments: String...) throws -> String {
        try Curl.output(["--include"] + arguments).text
    }

    @Test(arguments: ["logfmt", "json"])
    func `no secret appears in any output, and no credentials in the ledger`(
        format: String
    )
        async throws
    {
        let servers = try GoogleServers("loud", "mid")
        let file = try servers.write(try CanaryFiles.all(servers)[0].text, to: "credentials.json")
        // The bcrypt hash of `pw` at cost 4.
        let hash = "$2y$04$5rdGSdR8iCopg.eWZJ66FuYwbzEwWh7BPVWCdlbMWsBmPmAS7Vs9C"
        let web = try servers.write("basic_auth_users: {c4nary-user: \(hash)}\n", to: "web.yml")
        let folder = try Folder()
        let program = try RunningProgram(
            [
                "--google.credentials-file=\(file)", "--google.project-ids=p",
                "--web.listen-address=127.0.0.1:0",
                "--web.config.file=\(web)", "--storage.path=\(folder.path("ledger"))", "--poll.interval=1s",
                "--log.level=debug",
                "--log.format=\(format)", "--objects.extra=datastream_object_last_error_timestamp_seconds",
            ], environment: servers.environment)
        let prefix = format == "json" ? #""msg":"listening","address":""# : "msg=listening address="
        let line = try #require(await program.line(after: prefix), "\(program.output)")
        let address = format == "json" ? String(line.prefix { $0 != "\"" }) : line
        let url = "http://\(address)"
        var seen = ""
        try await eventually("three polls") {
            seen = try curl("--user", "c4nary-user:pw", "\(url)/metrics")
            return seen.contains(#/exporter_polls_total\{gcp_project="p",gcp_location="l",stream="s"\} ([3-9]|\d\d)/#)
        }
        #expect(seen.contains("datastream_object_info{"), "\(seen)")
        for user in ["c4nary-user:pw", "c4nary-user:c4nary-password", "c4nary-other:c4nary-password"] {
            for path in ["", "metrics", "-/ready", "-/healthy", "c4nary-path?token=c4nary-query", "?c4nary=c4nary"] {
                seen += try curl("--user", user, "--cookie", "c4nary=c4nary", "\(url)/\(path)")
            }
        }
        seen += try curl("\(url)/metrics?collect[]=c4nary", "--user", "c4nary-user:pw", "--globoff")
        seen += try String(contentsOfFile: "/proc/\(program.processIdentifier)/cmdline", encoding: .utf8)
        program.terminate()
        #expect(await program.exitCode() == 0)
        seen += await program.wholeOutput()
        let credentials = ["c4nary", "BEGIN PRIVATE", "eyJ", hash]
        for secret in credentials + ["m3ssage"] { #expect(!seen.contains(secret), "\(secret)") }
        // Errors without an ID are compared by their texts, so the ledger stores these texts as the API wrote them.
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: URL(filePath: folder.path(name)))
            for secret in credentials { #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)") }
        }
    }

    @Test(arguments: [["objects", "list", "s"], ["objects", "list", "s", "--json"], ["check"], ["check", "--json"]])
    func `no credentials are in a command's output`(arguments: [String]) async throws {
        let servers = try GoogleServers("mid")
        let credentials = try servers.write(try CanaryFiles.all(servers)[1].text, to: "credentials.json")
        let program = try RunningProgram(
            arguments + ["--google.credentials-file=\(credentials)", "--google.project-ids=p", "--google.locations=l"],
            environment: servers.environment)
        _ = await program.exitCode()
        let told = await program.wholeOutput()
        #expect(!told.isEmpty && !told.contains("c4nary"), "\(told)")
    }
}
