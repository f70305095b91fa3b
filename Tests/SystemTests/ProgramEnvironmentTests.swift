import Foundation
import Testing

@testable import System

struct ProgramEnvironmentTests {
    @Test func `every variable has the value that others read`() {
        let variables = ProgramEnvironment.variables
        #expect(!variables.isEmpty)
        #expect(variables == ProcessInfo.processInfo.environment)
    }
}
