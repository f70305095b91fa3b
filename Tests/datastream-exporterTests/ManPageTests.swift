import Testing

@testable import datastream_exporter

@Suite struct ManPageTests {
    private let page = ManPage.text(of: Command.all)

    @Test func `it has every command, flag and exit code`() {
        for command in Command.all { #expect(page.contains(".B \(command.name.replacing("-", with: "\\-"))")) }
        for flag in Command.all.flatMap(\.flags) {
            #expect(page.contains(".B \\-\\-\(flag.name.replacing("-", with: "\\-"))"), "\(flag.name)")
        }
        for code in ExitCode.allCases { #expect(page.contains(".B \(code.rawValue)\n")) }
    }

    @Test func `no line of text is taken for a request`() {
        let flag = Flag("x", "X", ".TH 'not' a\\request") { text throws(ValueProblem) in text }
        let command = Command(name: "x", summary: "'quoted'", flags: [flag]) { _, _ in .success }
        let page = ManPage.text(of: [command])
        #expect(page.contains("\\&'quoted'") && page.contains("\\&.TH 'not' a\\erequest"))
    }
}
