import CommandLine
import TestSupport
import Testing

@testable import datastream_exporter

@Suite struct LogFormatTests {
    @Test(
        arguments: [
            (["--log.format=json"], [:], "serve", .json), (["--log.format", "json", "--bad"], [:], "serve", .json),
            (["--bad", "--log.format=logfmt"], [:], "simulate", .logfmt), ([], [:], "serve", nil),
            (["--log.format=xml"], [:], "serve", nil), (["--log.format"], [:], "serve", nil),
            ([], ["DATASTREAM_EXPORTER_LOG_FORMAT": "json"], "demo", .json),
            (["--log.format=logfmt"], ["DATASTREAM_EXPORTER_LOG_FORMAT": "json"], "check", .logfmt),
            (["--log.format=xml"], ["DATASTREAM_EXPORTER_LOG_FORMAT": "json"], "serve", .json),
            ([], ["DATASTREAM_EXPORTER_LOG_FORMAT": "xml"], "serve", nil),
            ([], ["DATASTREAM_EXPORTER_LOG_FORMAT": "json"], "healthcheck", nil),
            (["nonsense", "--log.format=json"], [:], "nonsense", .json),
        ] as [([String], [String: String], String, LogFormat?)])
    func `the log format is known even if the command line is wrong`(
        arguments: [String], environment: [String: String], command: String, format: LogFormat?
    ) {
        let command = CommandTable.program.commands.first { $0.name == command }
        #expect(LogFormat(chosenBy: arguments, environment, for: command) == format)
    }

    @Test(arguments: [
        ["--log.format=json", "--nonsense"], ["nonsense", "--log.format=json"],
        ["--log.format=json", "--web.config.file=/nonexistent"],
        ["--log.format=json", "--log.level=error", "--google.project-ids=p", "--web.listen-address=127.0.0.1:0"]
            + ["--google.access-token-file=/nonexistent"],
        ["simulate", "--log.format=json", "--web.listen-address=unix:/nonexistent/a"],
    ])
    func `a startup failure is a line of JSON if that format is chosen`(arguments: [String]) throws {
        let told = try output(of: ["-i", "NO_GCE_CHECK=true", RunningProgram.path] + arguments)
        #expect(told.code != 0)
        #expect(told.text.hasPrefix("{\"time\":\"") && told.text.contains("\"severity\":\"ERROR\",\"msg\":\""))
        #expect(told.text.split(separator: "\n").count == 1)
    }
}
