import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

@Suite struct DemoCommandTests {
    private static let anyPorts = ["--web.listen-address=127.0.0.1:0", "--poll.interval=10m"]

    /// The texts to paste from a demo's status page: first the shell setup, then the commands.
    private func shown(by demo: RunningProgram) async throws -> [String] {
        let address = try #require(await demo.line(after: "msg=listening address="))
        // Ready means that every stream was polled.
        _ = try await Curl.answer(holding: "is ready", ["http://\(address)/-/ready"])
        let page = try Curl.output(["http://\(address)/"]).text
        return page.matches(of: #/<code>([^<]*)<\/code>/#).map {
            String($0.output.1)
                .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        }
    }

    /// Pastes text into a shell that knows only the system's PATH.
    private func paste(_ text: String) throws -> ProgramOutput {
        try output(of: ["env", "--ignore-environment", "PATH=/usr/bin:/bin", "bash", "-c", text])
    }

    @Test func `the commands on the page work when pasted`() async throws {
        let demo = try RunningProgram(["demo", "--simulator.listen-address=127.0.0.1:0"] + Self.anyPorts)
        var commands = try await shown(by: demo)
        let setup = commands.removeFirst()
        let url = try #require(await demo.line(after: "msg=\"simulating the API\" url="))
        #expect(setup.contains("GOOGLE_ENDPOINT=\(url.prefix { $0 != " " })\n"))
        for verb in ["backfill start ", "objects list "] {
            let matching = commands.filter { $0.hasPrefix("datastream-exporter \(verb)") }
            #expect(!matching.isEmpty, "\(verb)")
            for command in matching.prefix(8) {
                let pasted = try paste("\(setup)\n\(command)")
                // The simulated world moves on: the table may have been started since the page was made.
                let isStarted = pasted.code == 6 && pasted.text.contains("already running  ")
                #expect(pasted.code == 0 || isStarted, "\(command): \(pasted.text)")
            }
        }
        // It asks first, and would run for as long as tables fail; a dry run shows that it reaches the tables.
        let retry = try #require(commands.first { $0.hasPrefix("datastream-exporter backfill retry ") })
        let dry = try paste("\(setup)\n\(retry) --dry-run")
        #expect(dry.code == 0, "\(dry.text)")
        // Short names work too.
        let short = try paste("\(setup)\ndatastream-exporter objects list --google.locations=europe-west1 orders-mysql")
        #expect(short.code == 0, "\(short.text)")
        demo.terminate()
        #expect(await demo.exitCode() == 0)
    }

    @Test func `a stream that is not running shows no command that would be refused`() async throws {
        let demo = try RunningProgram(["demo", "--simulator.listen-address=127.0.0.1:0"] + Self.anyPorts)
        let commands = try await shown(by: demo)
        #expect(commands.count > 1)
        #expect(!commands.contains { $0.contains("streams/events-postgresql") && $0.contains("backfill") })
        demo.terminate()
    }

    @Test func `a second demo takes a free port and shows it on its page`() async throws {
        // Whether or not this program gets the port, it is in use afterwards; no other test starts a demo on it.
        let first = try RunningProgram(["simulate", "--web.listen-address=127.0.0.1:10156"])
        _ = await first.line(after: "http://")
        let demo = try RunningProgram(["demo"] + Self.anyPorts, environment: [:])
        let moved = try #require(await demo.line(after: "listens on a free port instead of its own"))
        #expect(moved.contains("address=127.0.0.1:10156") && moved.contains("in use"))
        let setup = try #require(try await shown(by: demo).first)
        #expect(setup.contains("ENDPOINT=http://127.0.0.1:") && !setup.contains(":10156"))
        demo.terminate()
        #expect(await demo.exitCode() == 0)
        first.terminate()
    }

    @Test func `a chosen port that is in use is exit code 1, and an address that is not loopback is 2`() async throws {
        let first = try RunningProgram(["simulate", "--web.listen-address=127.0.0.1:0"])
        let address = try #require(await first.line(after: "http://"))
        for (address, code, reason) in [
            (address, Int32(1), "cannot listen on \(address)"), ("0.0.0.0:0", 2, "not a loopback address"),
            ("unix:/tmp/never.sock", 2, "not a loopback address"), ("127.0.0.1", 2, "no port"),
        ] {
            let told = try output(of: [RunningProgram.path, "demo", "--simulator.listen-address=\(address)"])
            #expect(told.code == code && told.text.contains("--simulator.listen-address: "), "\(told.text)")
            #expect(told.text.contains(reason), "\(told.text)")
        }
        first.terminate()
    }
}
