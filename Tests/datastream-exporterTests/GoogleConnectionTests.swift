import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// The program with every kind of credentials, against stand-ins for Google's servers under their real names.
@Suite(.timeLimit(.minutes(patientMinutes))) struct GoogleConnectionTests {
    /// Runs `serve` until a text is on /metrics; returns everything that anyone can see of the program.
    private func serve(
        _ servers: GoogleServers, _ arguments: [String], _ environment: [String: String] = [:],
        logged line: String = "listening", until text: String
    ) async throws -> (metrics: String, seen: String) {
        let program = try RunningProgram(
            arguments + ["--web.listen-address=127.0.0.1:0", "--poll.interval=10m", "--log.level=debug"],
            environment: servers.environment.merging(environment) { $1 })
        let address = try #require(await program.line(after: "msg=listening address="), "\(program.output)")
        _ = await program.line(after: line)
        let metrics = try await Curl.answer(holding: text, ["http://\(address)/metrics"])
        let pages = try ["", "-/ready", "-/healthy", "none"].map { try Curl.output(["http://\(address)/\($0)"]).text }
        program.terminate()
        #expect(await program.exitCode() == 0)
        return (metrics, program.output + metrics + pages.joined())
    }

    private let good = #"datastream_exporter_snapshot_objects{gcp_project="p",gcp_location="l",stream="s"} 3"#

    @Test(arguments: 0..<6)
    func `every kind of credentials lists streams and shows no secret`(kind: Int) async throws {
        let servers = try GoogleServers()
        let file = try CanaryFiles.all(servers)[kind]
        let path = try servers.write(file.text, to: "credentials.json")
        let (metrics, seen) = try await serve(
            servers, ["--google.project-ids=p"],
            [
                "GOOGLE_APPLICATION_CREDENTIALS": path, "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES": "1",
                "GOOGLE_CLOUD_QUOTA_PROJECT": "payer",
            ], until: good)
        #expect(metrics.contains(good), "\(seen)")
        #expect(metrics.contains(#"datastream_exporter_token_refreshes_total{source="\#(file.source)"} 1"#))
        #expect(metrics.contains(#"datastream_exporter_token_refresh_failures_total{source="\#(file.source)"} 0"#))
        #expect(metrics.contains(#"datastream_exporter_token_expiry_timestamp_seconds{source="\#(file.source)"} "#))
        #expect(!seen.contains("c4nary") && !seen.contains("BEGIN PRIVATE") && !seen.contains("eyJ"))
        let api = servers.asked.filter { $0.host == "datastream.googleapis.com" }
        #expect(api.allSatisfy { $0.headers["x-goog-user-project"] == "payer" && $0.method == "GET" })
        // The proxy's own password must reach only the proxy.
        #expect(servers.asked.allSatisfy { $0.headers["proxy-authorization"] == nil })
    }

    @Test func `a metadata server gives tokens and the project without a proxy`() async throws {
        let servers = try GoogleServers()
        let (metrics, seen) = try await serve(
            servers, [],
            [
                "NO_GCE_CHECK": "", "GCE_METADATA_IP": servers.address, "GCE_METADATA_HOST": servers.address,
                "NO_PROXY": "",
            ], until: good)
        #expect(metrics.contains(good), "\(seen)")
        #expect(metrics.contains(#"datastream_exporter_token_refreshes_total{source="metadata"} 1"#))
        #expect(seen.contains("GCE_METADATA_HOST") && !seen.contains("c4nary"))
        let asked = servers.asked.filter { $0.host == "metadata" }
        #expect(asked.allSatisfy { $0.headers["metadata-flavor"] == "Google" && $0.path.hasPrefix("/") })
    }

    @Test func `a token revoked mid-listing is replaced once, and the same page is requested again`()
        async throws
    {
        let servers = try GoogleServers("mid")
        let path = try servers.write(try CanaryFiles.all(servers)[1].text, to: "credentials.json")
        let (metrics, seen) = try await serve(
            servers, ["--google.credentials-file=\(path)", "--google.project-ids=p"], until: good)
        #expect(metrics.contains(good), "\(seen)")
        #expect(metrics.contains(#"datastream_exporter_token_refreshes_total{source="authorized_user"} 2"#))
        #expect(metrics.contains(#"poll_failures_total{gcp_project="p",gcp_location="l",stream="s",reason="auth"} 0"#))
        let pages = servers.asked.filter { $0.path.contains("/objects?") }.prefix(3)
        #expect(pages.map { $0.path.contains("pageToken=more") } == [false, true, true])
        #expect(pages.map { $0.headers["authorization"]?.suffix(2) } == ["-1", "-1", "-2"])
    }

    @Test func `a revoked login fails the polls, reported without the server's text`() async throws {
        let servers = try GoogleServers("revoked")
        let path = try servers.write(try CanaryFiles.all(servers)[1].text, to: "credentials.json")
        let (metrics, seen) = try await serve(
            servers, ["--google.credentials-file=\(path)", "--datastream.streams=projects/p/locations/l/streams/s"],
            logged: "poll failed", until: #"datastream_up{gcp_project="p",gcp_location="l"} 0"#)
        #expect(metrics.contains(#"datastream_up{gcp_project="p",gcp_location="l"} 0"#))
        #expect(
            seen.contains("HTTP 400 invalid_grant; the login has expired: run gcloud auth application-default login"))
        #expect(!seen.contains("c4nary"))
    }

    @Test func `a metadata server that answers HTML gives no token`() async throws {
        let servers = try GoogleServers("html")
        let (_, seen) = try await serve(
            servers, [],
            ["NO_GCE_CHECK": "", "GCE_METADATA_IP": servers.address, "GCE_METADATA_HOST": servers.address],
            logged: "token refresh failed", until: "token_refresh_failures_total")
        #expect(seen.contains("the answer for a token cannot be read: not JSON") && !seen.contains("c4nary"))
    }

    @Test(arguments: [
        (#"{"type":"service_account""#, "not JSON: "), ("{}", "type: missing"),
        (#"{"type":"authorized_user","client_id":1}"#, "client_id: expected a string, found a number"),
        (
            #"{"type":"service_account","client_email":"a","private_key":"c4nary"}"#,
            "private_key: not a private key in PEM"
        ),
    ])
    func `a broken file is exit code 2, naming only the field`(text: String, told: String) async throws {
        let servers = try GoogleServers()
        let path = try servers.write(text, to: "credentials.json")
        for command in [["serve", "--web.listen-address=127.0.0.1:0"], ["check"]] {
            let program = try RunningProgram(
                command + ["--google.project-ids=p"], environment: ["GOOGLE_APPLICATION_CREDENTIALS": path])
            #expect(await program.exitCode() == 2)
            let line = await program.line(after: "datastream-exporter: ")
            #expect(line?.hasPrefix("GOOGLE_APPLICATION_CREDENTIALS: \(path): \(told)") == true)
            #expect(!program.output.contains("c4nary"))
        }
        #expect(servers.asked.isEmpty)
    }

    @Test func `no one can read the memory of a process that holds a key`() async throws {
        let servers = try GoogleServers()
        let path = try servers.write(try CanaryFiles.all(servers)[0].text, to: "credentials.json")
        let program = try RunningProgram(
            ["--google.credentials-file=\(path)", "--web.listen-address=127.0.0.1:0"], environment: servers.environment)
        _ = await program.line(after: "msg=listening address=")
        let limits = try String(contentsOfFile: "/proc/\(program.processIdentifier)/limits", encoding: .utf8)
        #expect(limits.contains(/Max core file size +0 +0/))
        program.terminate()
        #expect(await program.exitCode() == 0)
    }
}
