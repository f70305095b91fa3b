import CommandLine
import Testing

@Suite struct FailureCauseTests {
    @Test func `every cause has the exit code that scripts know`() {
        let codes = FailureCause.allCases.map { CommandFailure($0, "").exitCode.rawValue }
        #expect(codes == [2, 3, 4, 4, 4, 6, 5, 1])
    }
}
