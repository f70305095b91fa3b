import CommandLine
import Testing

@Suite struct ProgramArgumentsTests {
    @Test func `the runtime's arguments are used without asking the kernel`() {
        let arguments = ProgramArguments.all(found: ["program", "serve", ""]) {
            Issue.record("the kernel was asked")
            return []
        }
        #expect(arguments == ["serve", ""])
    }

    @Test(arguments: [
        ("program\0serve\0--a=b c\0", ["serve", "--a=b c"]), ("program\0", []), ("program\0\0é\0", ["", "é"]), ("", []),
    ])
    func `the kernel's arguments are used if the runtime found none`(written: String, expected: [String]) {
        #expect(ProgramArguments.all(found: []) { Array(written.utf8) } == expected)
    }
}
