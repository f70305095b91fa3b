import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

@Suite struct CompletionTests {
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

    @Test func `a flag is completed in the same way everywhere`() {
        var known: [String: FlagCompletion] = [:]
        for flag in Command.all.flatMap(\.flags) {
            let other = known.updateValue(flag.completion, forKey: flag.name)
            #expect(other == nil || other == flag.completion, "\(flag.name)")
            #expect((flag.placeholder == "FILE") == (flag.completion == .files), "\(flag.name)")
        }
    }
}
