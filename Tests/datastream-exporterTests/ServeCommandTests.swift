import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

@Suite struct ServeCommandTests {
    @Test(arguments: [
        ("systemd/datastream-exporter.service", "\nTimeoutStopSec=", "s\n"),
        ("kubernetes/base/deployment.yaml", "terminationGracePeriodSeconds: ", "\n"),
        ("kubernetes/components/shards/statefulset.yaml", "terminationGracePeriodSeconds: ", "\n"),
        ("compose/compose.yaml", "stop_grace_period: ", "s\n"),
    ])
    func `supervisors allow more time than a stop takes`(file: String, start: String, end: String) throws {
        let text = try Self.deployed(file)
        let range = try #require(text.range(of: start))
        let number = text[range.upperBound...].prefix { $0.isNumber }
        #expect(text[number.endIndex...].hasPrefix(end))
        #expect(Duration.seconds(try #require(Int(number))) > Exporter.patience)
    }

    @Test func `systemd restarts after transient failures only`() throws {
        let unit = try Self.deployed("systemd/datastream-exporter.service")
        #expect(unit.contains("\nRestart=on-failure\n") && unit.contains("\nStartLimitIntervalSec=0\n"))
        #expect(unit.contains("\nRestartPreventExitStatus=2 3\n"))
    }

    private static func deployed(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "deploy/\(path)"), encoding: .utf8)
    }

    @Test func `other signals leave the exporter running, and SIGHUP reloads its files`() async throws {
        let folder = try Folder()
        let file = try folder.write(Array("http_server_config: {}\n".utf8), to: "web.yml")
        let program = try RunningProgram([
            "--google.endpoint=http://127.0.0.1:1", "--google.project-ids=p", "--web.listen-address=127.0.0.1:0",
            "--web.config.file=\(file)",
        ])
        _ = await program.line(after: "msg=listening")
        for number in [SIGUSR1, SIGUSR2, SIGHUP] { kill(program.processIdentifier, number) }
        _ = await program.line(after: "web configuration read again")
        kill(program.processIdentifier, SIGINT)
        #expect(await program.exitCode() == 0)
        #expect(program.output.contains("msg=stopping"))
    }

    @Test func `SIGQUIT ends the exporter as it ends any program`() async throws {
        let program = try RunningProgram(["simulate", "--web.listen-address=127.0.0.1:0"])
        _ = await program.line(after: "http://")
        for number in [SIGUSR1, SIGUSR2, SIGHUP, SIGQUIT] { kill(program.processIdentifier, number) }
        #expect(await program.exitCode() == SIGQUIT)
    }
}
