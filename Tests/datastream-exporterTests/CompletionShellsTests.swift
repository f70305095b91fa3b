import CommandLine
import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// Completion in real shells on a pseudo-terminal, for every command, flag and value of the tables.
@Suite struct CompletionShellsTests {
    /// The text typed before Tab, and the line expected after it.
    private struct Line {
        var typed: String
        var completed: String
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "completion_shells.py").path

    /// The shortest prefix that only this word has; nil if the whole word is a prefix of another word.
    private static func beginning(of word: String, among words: [String]) -> String? {
        (1...word.count).lazy.map { String(word.prefix($0)) }.first { beginning in
            words.count { $0.hasPrefix(beginning) } == 1
        }
    }

    private static func completed(_ before: String, _ word: String, among words: [String]) -> [Line] {
        beginning(of: word, among: words).map { [Line(typed: before + $0, completed: before + word)] } ?? []
    }

    /// The commands, word by word.
    private static var commands: [Line] {
        let firsts = Array(Set(CommandTable.program.commands.compactMap(\.words.first)))
        return CommandTable.program.commands.flatMap { command -> [Line] in
            let siblings = CommandTable.program.commands.filter { $0.group != nil && $0.group == command.group }.map {
                $0.words[1]
            }
            return completed("datastream-exporter ", command.words[0], among: firsts)
                + (command.group.map { completed("datastream-exporter \($0) ", command.words[1], among: siblings) }
                    ?? [])
                + command.operands.choices.flatMap {
                    completed("datastream-exporter \(command.name) ", $0, among: command.operands.choices)
                }
        }
    }

    /// The flag names of each command.
    private static var names: [Line] {
        CommandTable.program.commands.flatMap { command in
            let names = command.flags.map { "--\($0.name)" } + ["--help", "--version"]
            return names.flatMap { completed("datastream-exporter \(command.name) s ", $0, among: names) }
        }
    }

    /// The values of each flag.
    private static var values: [Line] {
        var seen: Set<String> = []
        return CommandTable.program.commands.flatMap { command in
            command.flags.filter { seen.insert($0.name).inserted }.flatMap { flag in
                values(of: flag, "datastream-exporter \(command.name) s --\(flag.name)")
            }
        }
    }

    private static func values(of flag: any AnyFlag, _ before: String) -> [Line] {
        switch flag.completion {
        case .none: ["=", " "].map { Line(typed: before + $0, completed: before + $0) }
        case .files:
            ["=", " "].map { Line(typed: "\(before)\($0)so", completed: #"\#(before)\#($0)some\ file.yml"#) }
        case .words(let words):
            words.flatMap { word in
                completed("\(before)=", word, among: words)
                    + (flag.isSwitch ? [] : completed("\(before) ", word, among: words))
                    + (flag.isRepeatable
                        ? completed("\(before)=\(words[0] == word ? words[1] : words[0]),", word, among: words) : [])
            } + (words.count > 1 ? [Line(typed: "\(before)=", completed: "\(before)=")] : [])
        }
    }

    @Test(arguments: ["bash", "zsh", "zsh-fpath", "fish"])
    func `a shell completes every command, flag and value`(shell: String) throws {
        let lines = Self.commands + Self.names + Self.values
        let told = try output(
            of: ["python3", Self.script, shell, URL(filePath: RunningProgram.path).deletingLastPathComponent().path],
            input: lines.map { $0.typed + "\n" }.joined())
        #expect(told.code == 0)
        let shown = told.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        try #require(shown.count == lines.count, "\(told.text)")
        for (line, shown) in zip(lines, shown) {
            // Shells append this to a complete word, and remove it when something else follows.
            let rest = shown.hasPrefix(line.completed) ? shown.dropFirst(line.completed.count) : "none of it"
            #expect(["", " ", "=", ","].contains(rest), "\(line.typed) became \(shown)")
        }
    }
}
