import CommandLine
import Testing

@Suite struct ExitCodeTests {
    @Test func `the codes are those that scripts know`() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 130])
    }

    @Test func `of several ends the worst counts: 5, 4, 6, 1`() {
        let ends: [ExitCode] = [.precondition, .success, .unknown, .runtimeFailure, .denied]
        #expect(ends.sorted().map(\.rawValue) == [0, 1, 6, 4, 5])
    }
}
