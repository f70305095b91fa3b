import Datastream
import Testing

@testable import Operating

@Suite struct TargetTests {
    @Test func `objects are ordered by label, and failed ones by the time of failure`() {
        let objects = [
            object("3", ended: 9, table: "b"), object("2", ended: 7, table: "a"), object("1", table: "c"),
            object("0", ended: 7, table: "d"),
        ]
        #expect(Target.ordered(objects.map(target)).map(\.name.id) == ["2", "3", "1", "0"])
        #expect(Target.orderedByEnd(objects.map(target)).map(\.name.id) == ["0", "2", "3", "1"])
    }
}
