import Testing

@testable import DatastreamSimulator

struct FaultKindTests {
    @Test func `names are different, and every row has help`() {
        #expect(Set(FaultKind.all.map(\.name)).count == FaultKind.all.count)
        #expect(FaultKind.all.allSatisfy { !$0.help.isEmpty && !$0.help.hasSuffix(".") })
    }

    @Test func `a value that stands for none is a good one`() throws {
        for kind in FaultKind.all where kind.fallback != nil {
            #expect(throws: Never.self) { try Fault(parsing: kind.name) }
        }
    }
}
