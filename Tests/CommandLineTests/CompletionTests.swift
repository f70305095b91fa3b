import CommandLine
import Testing

@Suite struct CompletionTests {
    @Test(arguments: Completion.Shell.allCases)
    func `each script knows every command, flag and word`(shell: Completion.Shell) {
        let script = Completion.script(for: shell, of: .sample)
        for command in CommandTable.sample.commands {
            for word in command.words { #expect(script.contains(word)) }
            for flag in command.flags { #expect(script.contains(flag.name), "\(flag.name)") }
        }
        #expect(script.contains("NOT_STARTED"))
    }

    @Test func `quotes and brackets in help do not break the script`() {
        let flag = Flag("odd", "[X]", "It's [odd]: \\ and 'quoted'.") { text throws(ValueProblem) in text }
        let command = Command("x", "It's one: [x].", flags: [flag]) { _, _ in .success }
        let table = CommandTable(version: "1", [command])
        let zsh = Completion.script(for: .zsh, of: table)
        #expect(zsh.contains(#"'--odd=[It'\''s \[odd\]\: \\ and '\''quoted'\''.]:\[X\]: '"#))
        let fish = Completion.script(for: .fish, of: table)
        #expect(fish.contains(#"-d 'It\'s [odd]: \\ and \'quoted\'.'"#))
    }
}
