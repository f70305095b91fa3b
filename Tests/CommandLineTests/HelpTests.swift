import Testing

@testable import CommandLine

@Suite struct HelpTests {
    @Test func `the program's help names every command and the flags of the first`() {
        let help = Help.text(of: .sample)
        for command in CommandTable.sample.commands { #expect(help.contains("  \(command.name)")) }
        #expect(help.contains("--poll.interval=DURATION") && help.contains("(serve is run where none is named)"))
    }

    @Test func `a command's help shows the default and the variable of each flag`() throws {
        let help = Help.text(of: try #require(CommandTable.sample.command(named: ["demo"])))
        #expect(
            help.contains(
                """
                  --poll.interval=DURATION
                      Time between polls.
                      default: 5s  $DATASTREAM_EXPORTER_POLL_INTERVAL
                """))
    }

    @Test func `a command's help shows examples and exit codes`() throws {
        let help = Help.text(of: try #require(CommandTable.sample.command(named: ["objects", "list"])))
        #expect(
            help.contains(
                """
                Examples:
                  datastream-exporter objects list orders

                Exit codes:
                  0  \(ExitCode.success.meaning)
                  2  \(ExitCode.usage.meaning)
                  4  \(ExitCode.denied.meaning)

                """))
    }

    @Test func `the table of flags lists each meaning once, under the group when all its commands share the flag`() {
        #expect(
            CommandTable.sample.flagsInMarkdown == """
                | flag | default | commands | meaning |
                | --- | --- | --- | --- |
                | `--poll.interval` | `60s` | serve, demo | Time between polls. |
                | `--file` |  | serve | A file. |
                | `--state` |  | objects list | Only this state. Repeatable. |
                | `--json` | off | objects | Write JSON. |

                """)
    }
}
