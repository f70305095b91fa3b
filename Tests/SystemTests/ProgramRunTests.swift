import Foundation
import TestSupport
import Testing

@testable import System

/// Starts and ends real programs.
@Suite(.timeLimit(.minutes(patientMinutes))) struct ProgramRunTests {
    private func run(
        _ script: String, environment: [String: String] = ["PATH": "/usr/bin:/bin"], timeout: Duration = .seconds(30)
    ) -> ProgramRun {
        ProgramRun(arguments: ["sh", "-c", script], environment: environment, timeout: timeout)
    }

    @Test func `a program sees only its own environment, and its output is captured`() throws {
        let output = try run("echo $A; echo nobody hears this >&2", environment: ["A": "x", "PATH": "/bin"]).output(
            ProgramRun.Cancellation())
        #expect(String(decoding: output, as: UTF8.self) == "x\n")
    }

    @Test func `a program inherits no files, input or signal settings of ours`() throws {
        let file = open("/dev/null", O_RDONLY)
        defer { close(file) }
        let output = try run("cat; ls /proc/self/fd | wc -l; grep -E '^Sig(Blk|Ign)' /proc/self/status").output(
            ProgramRun.Cancellation())
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        // Three standard streams, and the folder that ls reads.
        #expect(lines.first == "4")
        // Signals 32 and 33 belong to the C library.
        #expect(lines.dropFirst().allSatisfy { $0.hasSuffix("0000000") }, "\(lines)")
    }

    @Test(arguments: [
        ("exit 3", "ended with exit code 3"), ("kill -9 $$", "ended by signal 9"),
        ("head -c 2000000 /dev/zero", "wrote more than 1048576 bytes"),
    ])
    func `a failed program is reported with how it ended`(script: String, reason: String) {
        #expect(throws: ProgramRun.Problem(reason)) { try run(script).output(ProgramRun.Cancellation()) }
    }

    @Test func `a missing program is reported as such`() {
        let run = ProgramRun(arguments: ["/nonexistent/token"], environment: [:], timeout: .seconds(5))
        #expect(throws: ProgramRun.Problem("No such file or directory")) { try run.output(ProgramRun.Cancellation()) }
    }

    @Test(arguments: ["sleep 600", "exec >&-; sleep 600", "(sleep 600; echo x) & sleep 600"])
    func `a program that does not end is killed with its children`(script: String) {
        #expect(throws: ProgramRun.Problem("still running after 0.2 seconds")) {
            try run(script, timeout: .milliseconds(200)).output(ProgramRun.Cancellation())
        }
    }

    @Test func `a cancelled run ends at once`() async throws {
        let cancellation = ProgramRun.Cancellation()
        cancellation.cancel()
        #expect(throws: ProgramRun.Problem("cancelled")) { try run("sleep 600").output(cancellation) }
        let folder = try Folder()
        let script = "touch '\(folder.path("started"))'; sleep 600"
        let task = Task { [run = run(script, timeout: .seconds(600))] in try await run.output() }
        try await eventually("the program to start") { FileManager.default.fileExists(atPath: folder.path("started")) }
        task.cancel()
        await #expect(throws: ProgramRun.Problem("ended by signal 9")) { try await task.value }
    }
}
