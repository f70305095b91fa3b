import CommandLine
import Testing

@Suite struct ExitCodeTests {
    @Test func `the exit codes are the ones that scripts rely on`() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 130])
    }

    @Test func `the worst of several outcomes decides: 5, 4, 6, 1`() {
        let ends: [ExitCode] = [.precondition, .success, .unknown, .runtimeFailure, .denied]
        #expect(ends.sorted().map(\.rawValue) == [0, 1, 6, 4, 5])
    }
}
