import Datastream
import TestSupport
import Testing

@testable import DatastreamMetrics

extension ObjectSelection {
    /// The indices of the visible objects.
    var visible: [Int] { isVisible.indices.filter { isVisible[$0] } }

    fileprivate init(of snapshot: Snapshot, options: ObjectOptions) {
        var ranking = ObjectRanking(of: snapshot, options)
        self = ranking.selection(ObjectCut(rank: StreamObject.urgencies, take: 0))
    }
}

/// The choice of a selector without memory.
private func select(_ snapshots: [Snapshot], limit: Int) -> [ObjectSelection] {
    var selector = ObjectSelector(ObjectOptions(limit: limit))
    return selector.select(snapshots)
}

struct ObjectSelectionTests {
    private static let whole = BackfillJob(state: .completed)
    private static let error = ReportedError(reason: "R")

    @Test(arguments: [
        (table("1", "t", whole), false),
        (table("1", "t", whole, errors: [error]), true),
        (table("1", "t", BackfillJob(state: .completed, errors: [error])), true),
        (table("1", "t", BackfillJob(state: .completed, sqlWhereClause: "a > 1")), true),
        (table("1", "t"), true), (table("1", "t", BackfillJob(state: .unknown)), true),
        (table("1", "t", BackfillJob(state: .notStarted)), true), (table("1", "t", BackfillJob(state: .pending)), true),
        (table("1", "t", BackfillJob(state: .active)), true), (table("1", "t", BackfillJob(state: .stopped)), true),
        (table("1", "t", BackfillJob(state: .failed)), true), (table("1", "t", BackfillJob(state: .unsupported)), true),
    ])
    func `every object that is not plainly completed needs attention`(object: StreamObject, needsAttention: Bool) {
        #expect(object.needsAttention == needsAttention)
        let selection = ObjectSelection(of: snapshot([object]), options: ObjectOptions(detail: .attention))
        #expect(selection.visible == (needsAttention ? [0] : []))
        #expect(selection.dropped == (needsAttention ? [:] : [.detail: 1]))
    }

    @Test func `all shows every object and none shows none`() {
        let snapshot = snapshot([table("1", "a"), table("2", "b", Self.whole)])
        #expect(ObjectSelection(of: snapshot, options: ObjectOptions(detail: .all)).visible == [0, 1])
        let none = ObjectSelection(of: snapshot, options: ObjectOptions(detail: .none))
        #expect(none.visible == [])
        #expect(none.dropped == [.detail: 2])
    }

    @Test func `a filter matches the label as shown`() {
        let snapshot = snapshot([table("1", "a"), table("2", "a"), table("3", "b", Self.whole)])
        let options = ObjectOptions(detail: .attention, isWanted: { ["shop.a#2"].contains($0) })
        let selection = ObjectSelection(of: snapshot, options: options)
        #expect(selection.visible == [1])
        #expect(selection.dropped == [.filter: 2])
    }

    @Test func `a limit keeps the most urgent objects, whatever the order of the listing`() {
        let byUrgency = [
            table("1", "z", BackfillJob(state: .failed)), table("2", "y", Self.whole, errors: [Self.error]),
            table("3", "x", BackfillJob(state: .unsupported)), table("4", "w", BackfillJob(state: .active)),
            table("5", "v", BackfillJob(state: .pending)), table("6", "u", BackfillJob(state: .stopped)),
            table("7", "t", BackfillJob(state: .notStarted)), table("8", "a", Self.whole),
            table("9", "b", BackfillJob(state: .unknown)), table("91", "c"),
        ]
        var chance = SeededGenerator(seed: 1)
        for limit in 1..<byUrgency.count {
            let snapshot = snapshot(byUrgency.shuffled(using: &chance))
            let selections = select([snapshot], limit: limit)
            #expect(
                Set(selections[0].visible.map { snapshot.objects[$0].id }) == Set(byUrgency.prefix(limit).map(\.id)))
            #expect(selections[0].visible == selections[0].visible.sorted())
            #expect(selections[0].dropped == [.limit: byUrgency.count - limit])
        }
    }

    @Test func `a limit covers all streams together, and ties are broken by name`() {
        let other = StreamName(project: "acme", location: "europe-west1", stream: "zoo")
        let snapshots = [
            snapshot([table("1", "b"), table("2", "a")]),
            snapshot(of: other, [table("1", "a"), table("2", "c", BackfillJob(state: .failed))]),
        ]
        let selections = select(snapshots, limit: 2)
        #expect(selections.map(\.visible) == [[1], [1]])
        #expect(selections.map(\.dropped) == [[.limit: 1], [.limit: 1]])
    }

    @Test(arguments: [0, 2, 3])
    func `an absent or unreached limit hides nothing`(limit: Int) {
        let snapshot = snapshot([table("1", "b"), table("2", "a")])
        let selections = select([snapshot], limit: limit)
        #expect(selections == [ObjectSelection(of: snapshot, options: ObjectOptions())])
    }

    @Test func `the opt-in families are known by name`() {
        #expect(
            ObjectOptions.extraFamilies == [
                "datastream_object_backfill_state_since_timestamp_seconds",
                "datastream_object_create_timestamp_seconds", "datastream_object_update_timestamp_seconds",
                "datastream_object_last_error_timestamp_seconds",
                "datastream_object_backfill_previous_duration_seconds",
            ])
    }
}
