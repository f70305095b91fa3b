import Notation
import Testing

@testable import Datastream

struct ReportedErrorTests {
    @Test func `an error is read with all its fields except its details`() throws {
        let read = try object(
            #"""
            "errors":[{"reason":"R","errorUuid":"1f0e","message":"line\n\"quoted\"","errorTime":"2026-11-23T10:00:00Z",
            "details":{"a":"b","c":1}},{}]
            """#)
        #expect(
            read.object.errors == [
                ReportedError(
                    reason: "R", errorUuid: "1f0e", message: "line\n\"quoted\"",
                    errorTime: moment("2026-11-23T10:00:00Z")),
                ReportedError(reason: ""),
            ])
    }

    @Test(arguments: [#""errors":null"#, #""errors":[]"#, ""])
    func `no errors are an empty list`(members: String) throws {
        #expect(try object(members).object.errors == [])
    }

    @Test(arguments: [
        (#"{"reason":1}"#, "errors[0].reason"), (#"{"errorUuid":[]}"#, "errors[0].errorUuid"),
        (#"{"message":{}}"#, "errors[0].message"), (#"{"errorTime":0}"#, "errors[0].errorTime"),
        (#"{},null"#, "errors[1]"), (#"{},7"#, "errors[1]"),
    ])
    func `a wrong type fails and names the field`(items: String, path: String) {
        let failed = failedPath { () throws(DecodingFailure) in try object(#""errors":[\#(items)]"#) }
        #expect(failed == "streamObjects[0].\(path)")
    }

    @Test func `an error with a bad time is kept, and the bad time counted`() throws {
        let read = try object(#""errors":[{"reason":"R","errorTime":"soon"}]"#)
        #expect(read.object.errors == [ReportedError(reason: "R")])
        #expect(read.notes.rejectedValues == ["Error.errorTime": 1])
    }

    @Test func `a page with implausibly many errors fails`() throws {
        func list(_ count: Int) -> String {
            #""errors":[\#(Array(repeating: "{}", count: count).joined(separator: ","))]"#
        }
        #expect(try object(list(JSONElement.maximumItems)).object.errors.count == JSONElement.maximumItems)
        let path = failedPath { () throws(DecodingFailure) in try object(list(JSONElement.maximumItems + 1)) }
        #expect(path == "streamObjects[0].errors[10000]")
    }
}
