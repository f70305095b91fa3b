import LedgerStore
import Testing

@testable import datastream_exporter

@Suite struct CommandTests {
    @Test(arguments: [
        (["objects"], "objects: which of list, get, lookup?"),
        (["backfill", "begin"], #"unknown command "backfill begin"; backfill has start, stop, retry, wait"#),
        (["object", "list"], #"unknown command "object"; see datastream-exporter --help"#),
        (["completion", "tcsh"], #""tcsh" is none of bash, zsh, fish"#),
        (["objects", "list"], "an argument is missing: STREAM"),
        (["objects", "get", "a/b", "c/d"], #"unexpected argument "c/d""#),
    ])
    func `a command that is none is one line and exit code 2`(arguments: [String], text: String) throws {
        let told = try output(of: [RunningProgram.path] + arguments)
        #expect(told.code == 2 && told.text == "datastream-exporter: \(text)\n")
    }

    @Test func `a group of commands has its own help`() throws {
        let told = try output(of: [RunningProgram.path, "backfill", "--help"])
        #expect(told.code == 0 && told.text.contains("  backfill retry  Start every failed backfill of a stream again"))
    }

    @Test func `the names of commands are words that tell them apart`() {
        #expect(Set(Command.all.map(\.name)).count == Command.all.count)
        for command in Command.all {
            #expect(!Command.all.contains { $0.name != command.name && $0.words.starts(with: command.words) })
        }
    }

    @Test(arguments: LedgerStoreError.Kind.allCases)
    func `a ledger that cannot be gone on with is one exit code, a path that cannot be used another`(
        kind: LedgerStoreError.Kind
    ) {
        #expect(ExitCode(kind) == (kind == .unusable ? .usage : .ledgerRefused))
    }
}
