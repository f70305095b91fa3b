import Testing

@testable import DatastreamSimulator

struct FaultKindTests {
    @Test func `fault names are unique, and each has help`() {
        #expect(Set(FaultKind.all.map(\.name)).count == FaultKind.all.count)
        #expect(FaultKind.all.allSatisfy { !$0.help.isEmpty && !$0.help.hasSuffix(".") })
    }

    @Test func `a fault's default value is valid`() throws {
        for kind in FaultKind.all where kind.fallback != nil {
            #expect(throws: Never.self) { try Fault(parsing: kind.name) }
        }
    }
}
