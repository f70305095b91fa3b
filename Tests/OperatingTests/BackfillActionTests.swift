import Testing

@testable import Operating

@Suite struct BackfillActionTests {
    @Test func `each action has its own wording`() {
        #expect(
            BackfillAction.start(sqlWhereClause: "id > 5").verb == "start" && BackfillAction.start().past == "started")
        #expect(BackfillAction.stop.verb == "stop" && BackfillAction.stop.already == "not running")
    }
}
