import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// The operator commands against the simulator in a separate process, alongside Google's own client.
@Suite struct OperatorSimulatorTests {
    /// A Python that has google-api-python-client.
    private static let python = ProcessInfo.processInfo.environment["GOOGLE_CLIENTS_PYTHON"]
    private static let stream = "projects/demo/locations/us-central1/streams/inventory-sqlserver"

    /// A simulator in which a started job waits longer than any test runs.
    private func simulator() async throws -> (program: RunningProgram, url: String) {
        let program = try RunningProgram([
            "simulate", "--web.listen-address=127.0.0.1:0", "--simulator.speed=0.1",
        ])
        return (program, "http://" + (try #require(await program.line(after: "http://"))))
    }

    private func run(_ url: String, _ arguments: String...) throws -> ProgramOutput {
        try output(of: [RunningProgram.path] + arguments + ["--google.endpoint=\(url)"])
    }

    /// The result of a wait that is long enough for a first look at the objects, even on a busy machine.
    private func wait(_ url: String, for name: String) throws -> ProgramOutput {
        var told = try run(url, "backfill", "wait", name, "--timeout=1s", "--poll.interval=1s")
        for seconds in [5, 25, 125] where !told.text.contains(" ended") {
            told = try run(url, "backfill", "wait", name, "--timeout=\(seconds)s", "--poll.interval=1s")
        }
        return told
    }

    /// The names of the objects in a state.
    private func names(_ url: String, _ state: String) throws -> [String] {
        try run(url, "objects", "list", Self.stream, "--state=\(state)", "--json").text.split(separator: "\n").filter {
            $0.hasPrefix("{")
        }.map {
            let object = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            return try #require(object?["name"] as? String)
        }
    }

    @Test func `objects are listed, shown and looked up`() async throws {
        let (program, url) = try await simulator()
        defer { program.terminate() }
        let name = try #require(try names(url, "FAILED").first)
        let shown = try run(url, "objects", "get", name)
        #expect(
            shown.code == 0 && shown.text.contains("state    FAILED\n")
                && shown.text.contains("errors of the backfill:\n"))
        let label = try #require(shown.text.split(separator: "\n").first?.dropFirst(9))
        let found = try run(url, "objects", "lookup", Self.stream, "--table=\(label)")
        #expect(found.code == 0 && found.text == shown.text)
        let missing = try run(url, "objects", "lookup", Self.stream, "--table=no.such")
        #expect(missing.code == 4 && missing.text.contains("HTTP 404 NOT_FOUND"))
        let nowhere = try run(url, "objects", "list", "\(Self.stream)x")
        #expect(nowhere.code == 4)
    }

    @Test func `a retry starts failed jobs up to the limit, counting others' jobs`() async throws {
        let (program, url) = try await simulator()
        defer { program.terminate() }
        // Jobs may fail, or be started, by themselves meanwhile: the simulated world moves on, however slowly.
        let failed = try names(url, "FAILED")
        let dry = try run(url, "backfill", "retry", Self.stream, "--dry-run")
        #expect(dry.code == 0 && dry.text.contains(#/[1-9]\d* would start; nothing was sent\n$/#), "\(dry.text)")
        let told = try run(url, "backfill", "retry", Self.stream, "--yes", "--max-active=1000")
        #expect(told.code == 0 && told.text.contains(#/[1-9]\d* started(, \d+ already running)?\n$/#), "\(told.text)")
        #expect(try Set(names(url, "FAILED")).isDisjoint(with: failed))
        let wait = try wait(url, for: failed[0])
        #expect(wait.text.contains("0 of 1 ended, 1 pending (projects/demo/"), "\(wait.text)")
        #expect(wait.code == 5 && wait.text.hasSuffix("); the time is up\n"), "\(wait.text)")
    }

    @Test func `a stop with --wait ends when the job does`() async throws {
        let (program, url) = try await simulator()
        defer { program.terminate() }
        let name = try #require(try names(url, "NOT_STARTED").first)
        #expect(try run(url, "backfill", "start", name).code == 0)
        #expect(try run(url, "backfill", "start", name).code == 6)
        let told = try run(url, "backfill", "stop", name, "--wait", "--poll.interval=1s")
        #expect(told.code == 0 && told.text.contains("\n1 of 1 ended (projects/demo/"), "\(told.text)")
        #expect(try run(url, "backfill", "wait", name).code == 1)
    }

    @Test(.enabled(if: python != nil, "GOOGLE_CLIENTS_PYTHON names no Python"))
    func `Google's own client sees what the commands did`() async throws {
        let (program, url) = try await simulator()
        defer { program.terminate() }
        let name = try #require(try names(url, "NOT_STARTED").first)
        let python = try #require(Self.python)
        #expect(try run(url, "backfill", "start", name, "--where=id > 5 AND name = 'a\"b'").code == 0)
        #expect(
            try output(of: [python, "-c", Self.reader, url, name]).text == "PENDING MANUAL id > 5 AND name = 'a\"b'\n")
        #expect(try run(url, "backfill", "stop", name).code == 0)
        #expect(try output(of: [python, "-c", Self.reader, url, name]).text.hasPrefix("STOPPED MANUAL "))
    }

    private static let reader = """
        import sys
        from google.api_core.client_options import ClientOptions
        from google.auth.credentials import AnonymousCredentials
        from googleapiclient.discovery import build
        api = build("datastream", "v1", credentials=AnonymousCredentials(), static_discovery=True,
                    client_options=ClientOptions(api_endpoint=sys.argv[1]))
        objects = api.projects().locations().streams().objects()
        job = objects.get(name=sys.argv[2]).execute()["backfillJob"]
        print(job["state"], job["trigger"], job.get("eventFilter", {}).get("sqlWhereClause", ""))
        """
}
