import Testing

@testable import CommandLine

@Suite struct ManPageTests {
    private let page = ManPage.text(of: .sample)

    @Test func `the man page has every command, flag, example and exit code`() {
        for command in CommandTable.sample.commands { #expect(page.contains(".B \(command.name)")) }
        for flag in ["poll.interval", "state", "file", "json"] { #expect(page.contains(".B \\-\\-\(flag)")) }
        for code in ExitCode.allCases { #expect(page.contains(".B \(code.rawValue)\n")) }
        #expect(page.contains(".br\n  datastream\\-exporter objects list orders\n"))
    }

    @Test func `no line of text is taken for a roff request`() {
        let flag = Flag("x", "X", ".TH 'not' a\\request") { text throws(ValueProblem) in text }
        let command = Command("x", "'quoted'", flags: [flag]) { _, _ in .success }
        let page = ManPage.text(of: CommandTable(version: "1", [command]))
        #expect(page.contains("\\&'quoted'") && page.contains("\\&.TH 'not' a\\erequest"))
    }
}
