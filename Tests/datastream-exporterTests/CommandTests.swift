import CommandLine
import Notation
import TestSupport
import Testing

@testable import datastream_exporter

@Suite struct CommandTests {
    @Test(arguments: [
        (["objects"], "objects: which of list, get, lookup?"),
        (["backfill", "begin"], #"unknown command "backfill begin"; backfill has start, stop, retry, wait"#),
        (["object", "list"], #"unknown command "object list"; is it objects list?"#),
        (["list", "objects"], #"unknown command "list objects"; is it objects list?"#),
        (["backfill", "strat", "s/o"], #"unknown command "backfill strat"; is it backfill start?"#),
        (["chekc"], #"unknown command "chekc"; is it check?"#),
        (["chekc", "now"], #"unknown command "chekc"; is it check?"#),
        (["nothing-like-it"], #"unknown command "nothing-like-it"; see datastream-exporter --help"#),
        (["--log.level=debug", "check"], #"unexpected argument "check"; a command stands before its flags"#),
        (["objects", "list", "s", "--tabel=x"], "unknown flag --tabel; is it --table?"),
        (["ya29.a0Ab"], "unknown command \(SecretText.placeholder); see datastream-exporter --help"),
        (["check", "--google.access-token-file", "ya29.a0Ab"], "--google.access-token-file: \(PlausiblePath.mistake)"),
        (
            ["--poll.interval=ya29.a0Ab"],
            "--poll.interval: \(SecretText.placeholder) is not a duration such as 30s or 1h30m"
        ),
        (
            ["healthcheck", "--web.config.file=basic_auth_users:\n  a: b"],
            "--web.config.file: \(PlausiblePath.mistake)"
        ),
        (["history", "--storage.path={}"], "--storage.path: \(PlausiblePath.mistake)"),
        (["--web.listen-address=unix:ya29.a0Ab"], "--web.listen-address: \(PlausiblePath.mistake)"),
        (["check", "--google.error-format=3"], #"--google.error-format: "3" is not one of 1, 2"#),
        (["completion", "tcsh"], #""tcsh" is not one of bash, zsh, fish"#),
        (["objects", "list"], "an argument is missing: STREAM"),
        (["objects", "get", "a/b", "c/d"], #"unexpected argument "c/d""#),
    ])
    func `a wrong command line gives one line and exit code 2`(arguments: [String], text: String) throws {
        let told = try output(of: [RunningProgram.path] + arguments)
        #expect(told.code == 2 && told.text == "datastream-exporter: \(text)\n")
    }

    @Test func `a group of commands has its own help`() throws {
        let told = try output(of: [RunningProgram.path, "backfill", "--help"])
        #expect(told.code == 0 && told.text.contains("  backfill retry  Start every failed backfill of a stream again"))
    }

    @Test func `no command's name is the prefix of another's`() {
        #expect(Set(CommandTable.program.commands.map(\.name)).count == CommandTable.program.commands.count)
        for command in CommandTable.program.commands {
            #expect(
                !CommandTable.program.commands.contains {
                    $0.name != command.name && $0.words.starts(with: command.words)
                })
        }
    }

    @Test(arguments: CommandTable.program.commands.map(\.name))
    func `a command documents success and wrong usage, and its examples are valid`(name: String) throws {
        let command = try #require(CommandTable.program.commands.first { $0.name == name })
        #expect(command.exitCodes.starts(with: [.success, .runtimeFailure, .usage]))
        for example in command.examples {
            let words = example.split(separator: " ").map { String($0).replacing("'", with: "") }
            guard case .run(let meant, _) = try CommandTable.program.request(words, environment: [:]) else {
                Issue.record("\(example) runs nothing")
                continue
            }
            #expect(meant.name == name)
        }
    }

    @Test func `a flag completes the same way in every command`() {
        var known: [String: FlagCompletion] = [:]
        for flag in CommandTable.program.commands.flatMap(\.flags) {
            let other = known.updateValue(flag.completion, forKey: flag.name)
            #expect(other == nil || other == flag.completion, "\(flag.name)")
            #expect((flag.placeholder == "FILE") == (flag.completion == .files), "\(flag.name)")
        }
    }

    @Test func `no line of help is wider than a terminal`() throws {
        for command in [[]] + CommandTable.program.commands.map(\.words) {
            guard case .help(let text) = try CommandTable.program.request(command + ["--help"], environment: [:]) else {
                Issue.record("no help for \(command)")
                continue
            }
            for line in text.split(separator: "\n") { #expect(line.count <= 220, "\(line)") }
        }
    }
}
