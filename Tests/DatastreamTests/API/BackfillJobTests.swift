import Notation
import Testing

@testable import Datastream

struct BackfillJobTests {
    @Test func `a job is read with all its fields`() throws {
        let read = try object(
            #"""
            "backfillJob":{"state":"FAILED","trigger":"MANUAL","lastStartTime":"2026-11-23T10:00:00Z",
            "lastEndTime":"2026-11-23T11:00:00.5Z","errors":[{"reason":"R"}],"eventFilter":{"sqlWhereClause":"a > 1"},
            "bytesRead":"12"}
            """#)
        #expect(
            read.object.backfillJob
                == BackfillJob(
                    state: .failed, trigger: .manual, lastStartTime: moment("2026-11-23T10:00:00Z"),
                    lastEndTime: moment("2026-11-23T11:00:00.5Z"), errors: [ReportedError(reason: "R")],
                    sqlWhereClause: "a > 1"))
        #expect(read.notes.unknownEnumValues == [:] && read.notes.rejectedValues == [:] && read.notes.errors == 1)
    }

    @Test(arguments: [
        (#""eventFilter":{"sqlWhereClause":"a > 1"}"#, true), (#""event_filter":{"sql_where_clause":"a > 1"}"#, true),
        (#""eventFilter":{"sqlWhereClause":""}"#, false), (#""eventFilter":{}"#, false),
        (#""eventFilter":null"#, false),
        (#""eventFilter":{"sqlWhereClause":null}"#, false), (#""state":"ACTIVE""#, false),
    ])
    func `a job with an event filter is partial`(members: String, isPartial: Bool) throws {
        #expect(try object(#""backfillJob":{\#(members)}"#).object.isPartial == isPartial)
    }

    @Test(
        arguments: [
            (#""AUTOMATIC""#, .automatic, 0), (#""MANUAL""#, .manual, 0), ("1", .automatic, 0), ("2", .manual, 0),
            (#""TRIGGER_UNSPECIFIED""#, .unknown, 0), ("0", .unknown, 0), (#""SCHEDULED""#, .unknown, 1),
            ("3", .unknown, 1),
        ] as [(String, BackfillJob.Trigger, Int)])
    func `a trigger is known by name and by number`(json: String, trigger: BackfillJob.Trigger, unknown: Int) throws {
        let read = try object(#""backfillJob":{"trigger":\#(json)}"#)
        #expect(read.object.backfillJob?.trigger == trigger)
        #expect(read.notes.unknownEnumValues["BackfillJob.trigger", default: 0] == unknown)
    }

    @Test(arguments: [
        (#""state":{}"#, "state"), (#""trigger":false"#, "trigger"), (#""lastStartTime":1"#, "lastStartTime"),
        (#""lastEndTime":{}"#, "lastEndTime"), (#""errors":{}"#, "errors"), (#""errors":["x"]"#, "errors[0]"),
        (#""eventFilter":"x""#, "eventFilter"), (#""eventFilter":{"sqlWhereClause":1}"#, "eventFilter.sqlWhereClause"),
    ])
    func `a wrong type fails and names the field`(members: String, path: String) {
        let failed = failedPath { () throws(DecodingFailure) in try object(#""backfillJob":{\#(members)}"#) }
        #expect(failed == "streamObjects[0].backfillJob.\(path)")
    }
}
