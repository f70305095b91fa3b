import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

@Suite(.timeLimit(.minutes(patientMinutes))) struct CheckCommandTests {
    /// The output of `check`, and its exit code.
    private func check(
        _ servers: GoogleServers, _ arguments: [String], kind: Int = 1
    ) async throws -> (code: Int32, text: String) {
        let path = try servers.write(try CanaryFiles.all(servers)[kind].text, to: "credentials.json")
        let program = try RunningProgram(
            ["check", "--google.credentials-file=\(path)"] + arguments, environment: servers.environment)
        let code = await program.exitCode()
        #expect(!program.output.contains("c4nary"))
        return (code, program.output.replacing(path, with: "FILE"))
    }

    @Test func `the findings are listed line by line`() async throws {
        let told = try await check(try GoogleServers(), [], kind: 0)
        let lines = told.text.split(separator: "\n")
        #expect(told.code == 0)
        #expect(
            lines.first
                == "credentials: service_account from FILE (--google.credentials-file), as r@p.iam.gserviceaccount.com")
        #expect(lines.dropFirst().first?.hasPrefix("token: ok, expires 20") == true)
        #expect(
            lines.dropFirst(2) == [
                "projects/p: ok, 1 stream", "projects/p/locations/l/streams/s: ok, 2 objects and more",
                "projects/p: 1 of 1 streams selected",
            ])
    }

    @Test func `a disabled API is reported with the page that enables it`() async throws {
        let told = try await check(try GoogleServers("disabled"), ["--google.project-ids=p"])
        #expect(told.code == 4)
        #expect(
            told.text.contains(
                "the Datastream API is disabled in the project other, the quota project, for which requests count, not p: "
                    + "enable it at "
                    + "https://console.cloud.google.com/apis/library/datastream.googleapis.com?project=other, or name "
                    + "another with --google.quota-project\n"))
    }

    @Test func `an expired login is reported, and nothing else is requested`() async throws {
        let servers = try GoogleServers("revoked")
        let told = try await check(servers, ["--google.project-ids=p", "--json"])
        #expect(told.code == 4)
        struct Told: Decodable {
            struct Token: Decodable {
                let ok: Bool
                let message: String
            }
            let token: Token
            let exitCode: Int
        }
        let read = try JSONDecoder().decode(Told.self, from: Data(told.text.utf8))
        #expect(!read.token.ok && read.exitCode == 4)
        #expect(read.token.message.hasPrefix("token of the user who logged in: HTTP 400 invalid_grant"))
        #expect(servers.asked.allSatisfy { $0.host == "oauth2.googleapis.com" })
    }

    @Test func `a network failure is exit code 1`() async throws {
        let servers = try GoogleServers()
        let told = try await check(servers, ["--google.project-ids=p", "--google.endpoint=https://127.0.0.1:1"])
        #expect(told.code == 1 && told.text.contains("projects/p: FAILED: streams.list of projects/p"))
    }

    @Test func `missing credentials are exit code 4, and a missing project is 2`() async throws {
        let none = try RunningProgram(["check", "--google.project-ids=p"], environment: ["NO_GCE_CHECK": "true"])
        #expect(await none.exitCode() == 4)
        #expect(none.output.hasPrefix("datastream-exporter: no credentials: "))
        let told = try await check(try GoogleServers(), [])
        #expect(told.code == 2)
        #expect(told.text.contains("datastream-exporter: no project: give --google.project-ids or"))
    }

    @Test func `an interrupt ends the check at once`() async throws {
        let api = try RunningProgram([
            "simulate", "--web.listen-address=127.0.0.1:0", "--simulator.fault=latency=10m",
        ])
        let url = "http://" + (try #require(await api.line(after: "http://")))
        let folder = try Folder()
        let token = try folder.write("token", "t")
        let program = try RunningProgram([
            "check", "--google.endpoint=\(url)", "--google.project-ids=demo", "--log.level=info",
            "--google.access-token-file=\(token)",
        ])
        // From here on the program handles signals itself; before, a signal would just kill it.
        _ = await program.line(after: "credentials found")
        program.terminate()
        #expect(await program.exitCode() == 130)
        api.terminate()
        #expect(await api.exitCode() == 0)
    }

    @Test func `a misspelt stream is reported with the likely name`() async throws {
        let api = try RunningProgram(["simulate", "--web.listen-address=127.0.0.1:0"])
        let url = "http://" + (try #require(await api.line(after: "http://")))
        let program = try RunningProgram(
            [
                "check", "--google.endpoint=\(url)",
                "--datastream.streams=projects/demo/locations/europe-west1/streams/billing-postgresq",
            ], environment: ["NO_GCE_CHECK": "true"])
        #expect(await program.exitCode() == 4)
        #expect(program.output.hasPrefix("credentials: none needed, the endpoint is on this machine\n"))
        #expect(program.output.contains("was not found; is it billing-postgresql?\n"))
        api.terminate()
        #expect(await api.exitCode() == 0)
    }
}
