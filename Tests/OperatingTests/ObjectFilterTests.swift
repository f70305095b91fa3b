import Datastream
import Testing

@testable import Operating

@Suite struct ObjectFilterTests {
    private let error = ReportedError(reason: "R")

    @Test func `tables, states and errors must all match`() throws {
        let glob = try #require(Glob("shop.o*"))
        let failed = object("orders", .failed, errors: [error])
        #expect(ObjectFilter(tables: [glob], states: [.failed], hasErrors: true).selects(failed))
        #expect(!ObjectFilter(tables: [glob], states: [.active]).selects(failed))
        #expect(!ObjectFilter(tables: [glob]).selects(object("users")))
        #expect(!ObjectFilter(hasErrors: true).selects(object("orders", .failed)))
    }

    @Test func `an object without a job is in the state NONE`() {
        #expect(ObjectFilter(states: [.none]).selects(object("a", .none)))
        #expect(!ObjectFilter(states: [.notStarted]).selects(object("a", .none)))
    }

    @Test func `an empty selector means all objects`() {
        #expect(ObjectFilter().isEmpty && ObjectFilter().selects(object("a")))
        #expect(!ObjectFilter(states: [.failed]).isEmpty)
    }
}
