import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// The program as users see it: arguments in, exit codes and bytes out, real sockets, real promtool.
@Suite struct ProgramTests {
    private func curl(_ arguments: String...) throws -> ProgramOutput { try Curl.output(arguments) }

    /// Repeats a request until the response contains a text, since polls take a while.
    private func scrape(_ url: String, until text: String) async throws -> String {
        try await Curl.answer(holding: text, [url])
    }

    @Test(arguments: ["--version", "--help", "-h"])
    func `version and help need no settings and go to standard output`(argument: String) async throws {
        let program = try RunningProgram([argument])
        #expect(await program.exitCode() == 0)
        let told = try output(of: [RunningProgram.path, argument]).text
        #expect(told.hasPrefix(argument == "--version" ? "datastream-exporter, version " : "Prometheus exporter"))
    }

    @Test(arguments: [
        (["--nonsense"], "datastream-exporter: unknown flag --nonsense\n"),
        (["nonsense"], "datastream-exporter: unknown command \"nonsense\"; see datastream-exporter --help\n"),
        (["serve", "--poll.interval=0"], "datastream-exporter: --poll.interval: must be above 0\n"),
    ])
    func `a bad command line gives one line and exit code 2`(arguments: [String], text: String) throws {
        let told = try output(of: ["-i", "NO_GCE_CHECK=true", RunningProgram.path] + arguments)
        #expect(told.code == 2 && told.text == text)
    }

    @Test func `the demo shows failed backfills, passes promtool, and stops cleanly`() async throws {
        let demo = try RunningProgram(["demo", "--web.listen-address=127.0.0.1:0", "--poll.interval=10m"])
        let address = try #require(await demo.line(after: "msg=listening address="))
        _ = try await scrape("http://\(address)/-/ready", until: "is ready")
        let metrics = try curl("http://\(address)/metrics").text
        let failed = metrics.split(separator: "\n").filter {
            $0.hasPrefix("datastream_stream_objects{") && $0.contains(#"state="FAILED""#) && !$0.hasSuffix(" 0")
        }
        #expect(!failed.isEmpty)
        let checked = try output(of: ["promtool", "check", "metrics"], input: metrics)
        #expect(checked.code == 0 && checked.text.isEmpty, "\(checked.text)")
        // Some values change from one scrape to the next, so only the form of the two responses is compared.
        let packed = try curl("--compressed", "http://\(address)/metrics").text
        #expect(packed.hasPrefix("# HELP datastream_up "))
        demo.terminate()
        #expect(await demo.exitCode() == 0)
    }

    @Test func `serve polls another process's API and shows a fault along with the last whole listing`() async throws {
        let api = try RunningProgram([
            "simulate", "--web.listen-address=127.0.0.1:0", "--simulator.fault=permission=orders-mysql",
        ])
        let url = "http://" + (try #require(await api.line(after: "http://")))
        let exporter = try RunningProgram([
            "--google.endpoint=\(url)", "--google.project-ids=demo", "--web.listen-address=127.0.0.1:0",
            "--poll.interval=10m",
        ])
        let address = try #require(await exporter.line(after: "msg=listening address="))
        let scope = #"gcp_project="demo",gcp_location="europe-west1""#
        _ = try await scrape("http://\(address)/-/ready", until: "is ready")
        let metrics = try curl("http://\(address)/metrics").text
        #expect(metrics.contains("datastream_up{\(scope)} 0"))
        let stream = #"\#(scope),stream="orders-mysql""#
        #expect(metrics.contains("datastream_exporter_poll_success{\(stream)} 0"))
        #expect(!metrics.contains("datastream_exporter_poll_failures_total{\(stream),reason=\"permission\"} 0"))
        #expect(metrics.contains(#"datastream_exporter_poll_success{\#(scope),stream="billing-postgresql"} 1"#))
        exporter.terminate()
        #expect(await exporter.exitCode() == 0)
        #expect(exporter.output.contains("msg=\"poll failed\" stream=projects/demo/locations/europe-west1/"))
        api.terminate()
        #expect(await api.exitCode() == 0)
    }

    @Test func `a scrape before the first poll has the exporter's own metrics and no zeros for streams`() async throws {
        let exporter = try RunningProgram([
            "--google.endpoint=http://127.0.0.1:1", "--google.project-ids=p", "--web.listen-address=127.0.0.1:0",
        ])
        let address = try #require(await exporter.line(after: "msg=listening address="))
        let metrics = try curl("http://\(address)/metrics").text
        #expect(metrics.contains("process_start_time_seconds"))
        #expect(!metrics.contains("datastream_stream_objects"))
        exporter.terminate()
        #expect(await exporter.exitCode() == 0)
    }

    @Test func `a ledger in use or a foreign file is exit code 3, and an unusable path is 2`() async throws {
        let folder = NSTemporaryDirectory() + "program-ledger-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func arguments(_ name: String) -> [String] {
            [
                "demo", "--simulator.listen-address=127.0.0.1:0", "--web.listen-address=127.0.0.1:0",
                "--storage.path=\(folder)/\(name)",
            ]
        }
        let first = try RunningProgram(arguments("ledger.db"))
        let address = try #require(await first.line(after: "msg=listening address="))
        let shown = try await scrape("http://\(address)/metrics", until: "datastream_objects_appeared_total{")
        #expect(shown.contains("\ndatastream_exporter_ledger_durable 1\n"))
        let second = try RunningProgram(arguments("ledger.db"))
        #expect(await second.exitCode() == 3)
        #expect(second.output.contains("is in use"))
        try "not a ledger\n".write(toFile: "\(folder)/text", atomically: false, encoding: .utf8)
        for (name, code) in [("text", Int32(3)), ("", 2), ("missing/ledger.db", 2)] {
            let refused = try RunningProgram(arguments(name))
            #expect(await refused.exitCode() == code)
            #expect(refused.output.split(separator: "\n").last?.hasPrefix("datastream-exporter: ") == true)
        }
        first.terminate()
        #expect(await first.exitCode() == 0)
    }

    @Test func `an address in use is exit code 1, and the message names it`() async throws {
        let first = try RunningProgram(["simulate", "--web.listen-address=127.0.0.1:0"])
        let address = try #require(await first.line(after: "http://"))
        let told = try output(of: [RunningProgram.path, "simulate", "--web.listen-address=\(address)"])
        #expect(told.code == 1 && told.text.contains(address))
        first.terminate()
    }
}
