import Datastream
import Notation
import Testing

@testable import StatusPage

@Suite struct AttentionTests {
    private static func attention(_ object: StreamObject, pendingFor seconds: Int64 = 0) -> Attention? {
        var list = AttentionList(limit: 1)
        list.add(object, label: "t", stateSince: StatusFixture.ago(seconds), now: StatusFixture.now)
        return list.shown.first
    }

    @Test(arguments: [
        (BackfillState.failed, Int64(0), Attention.Kind.failed), (.active, 86_401, .stuck),
        (.stopped, 0, .stopped), (.unsupported, 0, .unsupported),
    ])
    func `failed, stuck and stopped objects need attention`(
        state: BackfillState, age: Int64, kind: Attention.Kind
    ) {
        #expect(Self.attention(StatusFixture.object("1", state, ago: age))?.kind == kind)
    }

    @Test(arguments: [BackfillState.completed, .notStarted, .none, .unknown, .active, .pending])
    func `completed, new and running objects need no attention`(state: BackfillState) {
        #expect(Self.attention(StatusFixture.object("1", state, ago: 86_399)) == nil)
    }

    @Test func `a pending backfill is stuck after six hours`() {
        let pending = StatusFixture.object("1", .pending)
        #expect(Self.attention(pending, pendingFor: 21_599) == nil)
        #expect(Self.attention(pending, pendingFor: 21_601)?.kind == .stuck)
    }

    @Test func `an object with errors needs attention even if its backfill completed`() {
        let errors = [
            ReportedError(reason: "A", errorTime: Timestamp(seconds: 5)), ReportedError(reason: "A"),
            ReportedError(reason: "B"),
        ]
        let attention = Self.attention(StatusFixture.object("1", .completed, errors: errors))
        #expect(attention?.kind == .erring)
        #expect(attention?.reasons == ["A", "B"])
        #expect(attention?.since == Timestamp(seconds: 5))
    }

    @Test func `a list keeps the most urgent objects and counts all`() {
        var list = AttentionList(limit: 3)
        for (index, state) in [BackfillState.stopped, .failed, .unsupported, .failed, .stopped, .failed].enumerated() {
            let object = StatusFixture.object("\(index)", state, ago: Int64(100 - index))
            list.add(object, label: "\(index)", stateSince: nil, now: StatusFixture.now)
        }
        #expect(list.shown.map(\.label) == ["5", "3", "1"])
        #expect(list.counts.total == 6)
        #expect(Attention.Kind.allCases.map { list.counts[$0] } == [3, 0, 0, 2, 1])
        #expect(list.counts.urgent == 3)
    }
}
