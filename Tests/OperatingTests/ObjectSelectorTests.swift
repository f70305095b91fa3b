import Datastream
import Testing

@testable import Operating

@Suite struct ObjectSelectorTests {
    private let error = ReportedError(reason: "R")

    @Test func `tables, states and errors must all match`() throws {
        let glob = try #require(Glob("shop.o*"))
        let failed = object("orders", .failed, errors: [error])
        #expect(ObjectSelector(tables: [glob], states: [.failed], hasErrors: true).selects(failed))
        #expect(!ObjectSelector(tables: [glob], states: [.active]).selects(failed))
        #expect(!ObjectSelector(tables: [glob]).selects(object("users")))
        #expect(!ObjectSelector(hasErrors: true).selects(object("orders", .failed)))
    }

    @Test func `an object without a job is in the state NONE`() {
        #expect(ObjectSelector(states: [.none]).selects(object("a", .none)))
        #expect(!ObjectSelector(states: [.notStarted]).selects(object("a", .none)))
    }

    @Test func `an empty selector means all objects`() {
        #expect(ObjectSelector().isEmpty && ObjectSelector().selects(object("a")))
        #expect(!ObjectSelector(states: [.failed]).isEmpty)
    }
}
