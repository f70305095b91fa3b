import CommandLine
import Testing

@testable import datastream_exporter

/// Flag values that would end up in a URL.
@Suite struct FlagFaultsTests {
    @Test(arguments: [
        "a/b", "..", "../x", ".", "ACME", "Acme", "a b", "a?b", "a#b", "a%2Fb", "a\nb", "ü", " ", "a\\b",
        String(repeating: "a", count: 1 << 20),
    ])
    func `an invalid project is refused before it is put in a URL`(project: String) {
        #expect {
            try FlagValues(["--google.project-ids=\(project)"], flags: Command.serve.flags, environment: [:])
        } throws: { error in
            let text = (error as? CommandFailure)?.text ?? ""
            return text.hasPrefix("--google.project-ids: ") && text.utf8.count < 1_000
        }
    }

    @Test(arguments: ["acme", "acme-prod-1", "example.com:acme", "840030134620"])
    func `a project's id or number is accepted`(project: String) throws {
        _ = try FlagValues(["--google.project-ids=\(project)"], flags: Command.serve.flags, environment: [:])
    }
}
