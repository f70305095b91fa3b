import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

@Suite struct CompletionTests {
    /// What bash would offer for a line whose last word is being typed.
    private func offers(_ words: [String]) throws -> Set<String> {
        let script = Completion.script(for: .bash, commands: Command.all)
        let typed = words.map { "'\($0)'" }.joined(separator: " ")
        let ask =
            "COMP_WORDS=(\(typed)); COMP_CWORD=\(words.count - 1); _datastream_exporter; printf '%s\\n' \"${COMPREPLY[@]}\""
        let told = try output(of: ["bash", "--norc"], input: "\(script)\ncompopt() { :; }\n\(ask)\n")
        #expect(told.code == 0)
        return Set(told.text.split(separator: "\n").map(String.init))
    }

    /// What was typed behind the program's name, and what may follow; `--` stands for flags.
    private static let lines: [(typed: String, words: String)] = [
        ("ba", "backfill"), ("backfill|", "start stop retry wait --"), ("backfill|st", "start stop"),
        ("backfill|retry|--inc", "--include-stopped"), ("backfill|retry|s|--max", "--max-active="),
        ("objects|list|--state|=|FA", "FAILED"), ("objects|list|--state|PEN", "PENDING"),
        ("completion|", "bash zsh fish --"), ("--poll.i", "--poll.interval="),
        ("serve|--log.format|=|", "logfmt json"),
    ]

    @Test(arguments: lines)
    func `bash offers what may follow`(typed: String, words: String) throws {
        let line = typed.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let offered = try offers(["datastream-exporter"] + line)
        let expected = Set(words.split(separator: " ").map(String.init))
        if expected.contains("--") {
            #expect(offered.filter { !$0.hasPrefix("--") } == expected.subtracting(["--"]))
        } else {
            #expect(offered == expected)
        }
    }

    @Test(arguments: Completion.Shell.allCases)
    func `each script knows every command, flag and word`(shell: Completion.Shell) {
        let script = Completion.script(for: shell, commands: Command.all)
        for command in Command.all {
            for word in command.words { #expect(script.contains(word)) }
            for flag in command.flags { #expect(script.contains(flag.name), "\(flag.name)") }
        }
        #expect(script.contains("NOT_STARTED"))
    }

    @Test func `quotes and brackets in help end nothing`() {
        let flag = Flag("odd", "[X]", "It's [odd]: \\ and 'quoted'.") { text throws(ValueProblem) in text }
        let command = Command(name: "x", summary: "It's one: [x].", flags: [flag]) { _, _ in .success }
        let zsh = Completion.script(for: .zsh, commands: [command])
        #expect(zsh.contains(#"'--odd=[It'\''s \[odd\]\: \\ and '\''quoted'\''.]:\[X\]: '"#))
        let fish = Completion.script(for: .fish, commands: [command])
        #expect(fish.contains(#"-d 'It\'s [odd]: \\ and \'quoted\'.'"#))
    }
}
