import Testing

@testable import GoogleAuth

@Suite struct ExecutableSourceTests {
    @Test(arguments: [
        ("/bin/token", ["/bin/token"]), ("  a  b\tc\n", ["a", "b", "c"]), ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
        (#"a b\ c "d\"e" 'f\g'"#, ["a", "b c", "d\"e", "f\\g"]), ("a ''", ["a", ""]), ("a'b'\"c\"", ["abc"]),
        ("a $HOME `x` ; b | c > d", ["a", "$HOME", "`x`", ";", "b", "|", "c", ">", "d"]), (#"a "\x""#, ["a", "\\x"]),
    ])
    func `a command is split as a shell would, without expansion`(command: String, words: [String]) throws {
        #expect(try CommandWords.split(command) == words)
    }

    @Test(arguments: ["", "  ", "'a", "\"a", "a\\", "''"])
    func `a command with an unfinished quote is refused`(command: String) {
        #expect(throws: CredentialsProblem.self) { try CommandWords.split(command) }
    }

    @Test(arguments: [(Int?.none, Int?.some(30_000)), (5_000, 5_000), (120_000, 120_000), (4_999, nil), (120_001, nil)])
    func `the time limit has Google's default and bounds`(given: Int?, milliseconds: Int?) throws {
        var fields: [String: any Sendable] = ["command": "x"]
        fields["timeout_millis"] = given
        let read = try? ExecutableSource(CredentialFields(parsing: Fixtures.bytes(fields)))
        #expect(read?.timeout == milliseconds.map { .milliseconds($0) })
    }
}
