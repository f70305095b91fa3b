import Datastream
import Exposition
import Notation
import Testing

@testable import DatastreamMetrics

struct StreamObjectMetricsTests {
    private let failed = StreamObject(
        id: "5d1c", sourceObject: SourceObject(type: "mysql", namespace: "shop", table: "orders"),
        backfillJob: BackfillJob(
            state: .failed, trigger: .manual, lastStartTime: Timestamp(seconds: 100),
            lastEndTime: Timestamp(seconds: 200, nanoseconds: 250_000_000),
            errors: [ReportedError(reason: "READ", message: "secret", errorTime: Timestamp(seconds: 190))],
            sqlWhereClause: "a > 1"),
        errors: [
            ReportedError(reason: "TYPE", errorTime: Timestamp(seconds: 150)), ReportedError(reason: "TYPE"),
            ReportedError(reason: "KEY"),
        ],
        createTime: Timestamp(seconds: 10), updateTime: Timestamp(seconds: 20))

    @Test func `a failed partial backfill with errors is shown`() {
        #expect(
            text(failed) == """
                datastream_object_info{object="shop.orders",object_id="5d1c",source_type="mysql",namespace_name="shop",table="orders"} 1
                datastream_object_backfill_state{object="shop.orders",state="FAILED"} 1
                datastream_object_backfill_last_start_timestamp_seconds{object="shop.orders"} 100
                datastream_object_backfill_last_end_timestamp_seconds{object="shop.orders"} 200.25
                datastream_object_backfill_partial{object="shop.orders"} 1
                datastream_object_errors{object="shop.orders",reason="KEY"} 1
                datastream_object_errors{object="shop.orders",reason="TYPE"} 2
                datastream_object_backfill_errors{object="shop.orders",reason="READ"} 1

                """)
    }

    @Test func `an object with nothing but an id is shown`() {
        #expect(
            text(StreamObject(id: "7")) == """
                datastream_object_info{object="7",object_id="7",source_type="",namespace_name="",table=""} 1
                datastream_object_backfill_state{object="7",state="NONE"} 1

                """)
    }

    @Test func `a running job has a start time and no end time`() {
        let job = BackfillJob(state: .active, lastStartTime: Timestamp(seconds: 100))
        #expect(
            text(table("1", "t", job)) == """
                datastream_object_info{object="shop.t",object_id="1",source_type="mysql",namespace_name="shop",table="t"} 1
                datastream_object_backfill_state{object="shop.t",state="ACTIVE"} 1
                datastream_object_backfill_last_start_timestamp_seconds{object="shop.t"} 100

                """)
    }

    @Test func `names are bounded and escaped`() {
        let object = StreamObject(
            id: "a\0b", sourceObject: SourceObject(type: "x", namespace: "say \"hi\"", table: "back\\slash"))
        #expect(
            text(object).hasPrefix(
                #"datastream_object_info{object="say \"hi\".back\\slash",object_id="a\#u{FFFD}b",source_type="x","#
                    + #"namespace_name="say \"hi\"",table="back\\slash"} 1"#))
    }

    @Test func `a change is seen by the rows that show it alone`() {
        let plain = ObjectStatus(object: table("1", "t"), since: nil, names: nil)
        let changes: [(StreamObject, [String])] = [
            (table("1", "t"), []),
            (table("2", "t"), ["info"]),
            (table("1", "u"), ["info"]),
            (table("1", "t", BackfillJob(state: .active)), ["backfill_state"]),
            (
                table("1", "t", BackfillJob(state: .none, lastStartTime: Timestamp(seconds: 1))),
                ["backfill_last_start_timestamp_seconds"]
            ),
            (
                table("1", "t", BackfillJob(state: .none, lastEndTime: Timestamp(seconds: 1))),
                ["backfill_last_end_timestamp_seconds"]
            ),
            (table("1", "t", BackfillJob(state: .none, sqlWhereClause: "a > 1")), ["backfill_partial"]),
            (table("1", "t", errors: [ReportedError(reason: "R")]), ["errors"]),
            (table("1", "t", BackfillJob(state: .none, errors: [ReportedError(reason: "R")])), ["backfill_errors"]),
        ]
        for (object, families) in changes {
            let changed = ObjectStatus(object: object, since: nil, names: nil)
            let seen = streamObjectMetrics(states: .sparse).filter { !$0.areSame(plain, changed) }
            #expect(seen.map(\.family.name) == families.map { "datastream_object_\($0)" })
        }
    }

    @Test(arguments: BackfillState.allCases)
    func `with all states shown exactly one is 1`(state: BackfillState) {
        let object = table("1", "t", state == .none ? nil : BackfillJob(state: state))
        let lines = text(object, states: .full).split(separator: "\n").filter { $0.contains("_backfill_state{") }
        #expect(
            lines
                == BackfillState.allCases.map {
                    #"datastream_object_backfill_state{object="shop.t",state="\#($0.rawValue)"} \#($0 == state ? 1 : 0)"#
                })
    }

    @Test func `the opt-in families are shown on request`() {
        let status = ObjectStatus(
            object: failed, since: Timestamp(seconds: 210), previousDuration: 62.5,
            names: ErrorNames(StreamSummary(objects: [failed], streamErrors: [])))
        #expect(
            samples(extraObjectMetrics, of: status, ["object": "shop.orders"]) == """
                datastream_object_backfill_state_since_timestamp_seconds{object="shop.orders"} 210
                datastream_object_create_timestamp_seconds{object="shop.orders"} 10
                datastream_object_update_timestamp_seconds{object="shop.orders"} 20
                datastream_object_last_error_timestamp_seconds{object="shop.orders"} 190
                datastream_object_backfill_previous_duration_seconds{object="shop.orders"} 62.5

                """)
        let bare = ObjectStatus(
            object: StreamObject(id: "7"), since: nil, names: ErrorNames(StreamSummary(objects: [], streamErrors: [])))
        #expect(samples(extraObjectMetrics, of: bare) == "")
    }

    @Test func `an object's reasons use the names that its stream keeps`() {
        let many = (100..<160).map { ReportedError(reason: "R\($0)") }
        let object = table("1", "t", errors: [many[0], many[55], many[59]])
        let others = table("2", "u", errors: many)
        let lines = text(object, beside: [others]).split(separator: "\n").filter {
            $0.hasPrefix("datastream_object_errors")
        }
        #expect(lines.contains(#"datastream_object_errors{object="shop.t",reason="R100"} 1"#))
        #expect(lines.allSatisfy { !$0.contains("R158") })
    }

    private func text(
        _ object: StreamObject, states: ObjectOptions.States = .sparse, beside others: [StreamObject] = []
    ) -> String {
        let summary = StreamSummary(objects: [object] + others, streamErrors: [])
        return samples(
            streamObjectMetrics(states: states),
            of: ObjectStatus(object: object, since: nil, names: ErrorNames(summary)),
            ["object": object.label])
    }
}
