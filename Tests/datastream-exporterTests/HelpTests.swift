import Testing

@testable import datastream_exporter

@Suite struct HelpTests {
    @Test func `the program's help names every command and the flags of serve`() {
        for command in Command.all { #expect(Help.program.contains("  \(command.name)")) }
        for flag in Command.serve.flags {
            #expect(Help.program.contains("--\(flag.name)\(flag.isSwitch ? "\n" : "=")"))
        }
    }

    @Test func `a command's help has the default and the variable of each of its flags`() {
        let help = Help.text(of: .demo)
        #expect(
            help.contains(
                """
                  --poll.interval=DURATION
                      Time from one poll of a stream to the next.
                      default: 5s  $DATASTREAM_EXPORTER_POLL_INTERVAL
                """))
    }

    @Test func `no line is wider than a terminal allows a reader`() {
        for line in Help.program.split(separator: "\n") { #expect(line.count <= 220, "\(line)") }
    }
}
