import Notation
import Testing

@testable import Datastream

struct DecodingNotesTests {
    @Test(
        arguments: [
            (#""NOT_STARTED""#, .notStarted), (#""PENDING""#, .pending), (#""ACTIVE""#, .active),
            (#""STOPPED""#, .stopped),
            (#""FAILED""#, .failed), (#""COMPLETED""#, .completed), (#""UNSUPPORTED""#, .unsupported),
            ("1", .notStarted),
            ("2", .pending), ("3", .active), ("4", .stopped), ("5", .failed), ("6", .completed), ("7", .unsupported),
            (#""6""#, .completed), ("6.0", .completed),
            // Values that the API itself calls unspecified are not noted.
            (#""STATE_UNSPECIFIED""#, .unknown), ("0", .unknown), ("null", .unknown),
        ] as [(String, BackfillState)])
    func `an enum is known by name and by number`(json: String, state: BackfillState) throws {
        let read = try object(#""backfillJob":{"state":\#(json)}"#)
        #expect(read.object.backfillState == state)
        #expect(read.notes == DecodingNotes())
    }

    @Test(arguments: [
        #""STATE_FUTURE""#, #""""#, #""active""#, #"" ACTIVE""#, "8", "-1", "2147483648", "9223372036854775807", "1e2",
        #""NONE""#, #""UNKNOWN""#, #""ACTIVE\u0000""#, #""99""#,
    ])
    func `an unknown enum value reads as unknown and is counted`(json: String) throws {
        let read = try object(#""backfillJob":{"state":\#(json)}"#)
        #expect(read.object.backfillState == .unknown)
        #expect(read.notes.unknownEnumValues == ["BackfillJob.state": 1])
    }

    @Test(arguments: ["true", "1.5", "[]", "{}", "1e300"])
    func `an enum of a wrong type fails and names the field`(json: String) {
        let path = failedPath { () throws(DecodingFailure) in try object(#""backfillJob":{"state":\#(json)}"#) }
        #expect(path == "streamObjects[0].backfillJob.state")
    }

    @Test func `an absent enum reads as unknown`() throws {
        let read = try object(#""backfillJob":{}"#)
        #expect(read.object.backfillJob == BackfillJob(state: .unknown))
        #expect(read.notes == DecodingNotes())
    }

    @Test(arguments: [#""2026-02-30T00:00:00Z""#, #""yesterday""#, #""""#, #""2026-11-23t10:00:00Z""#])
    func `a bad time reads as absent and is counted`(json: String) throws {
        let read = try object(#""createTime":\#(json),"updateTime":"2026-11-23T10:00:00Z""#)
        #expect(read.object.createTime == nil)
        #expect(read.object.updateTime == moment("2026-11-23T10:00:00Z"))
        #expect(read.notes.rejectedValues == ["StreamObject.createTime": 1])
    }

    @Test func `the notes of several pages add up`() {
        var notes = DecodingNotes()
        notes.unknownEnumValues = ["Stream.state": 1]
        var other = DecodingNotes()
        other.unknownEnumValues = ["Stream.state": 2, "BackfillJob.state": 3]
        other.rejectedValues = ["Error.errorTime": 4]
        notes.add(other)
        #expect(notes.unknownEnumValues == ["Stream.state": 3, "BackfillJob.state": 3])
        #expect(notes.rejectedValues == ["Error.errorTime": 4])
    }
}
