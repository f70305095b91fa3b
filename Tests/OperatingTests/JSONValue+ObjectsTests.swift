import Datastream
import Testing

@testable import Operating

@Suite struct JSONValueObjectsTests {
    @Test func `an object is a line in the API's words`() {
        let failed = object("a", .failed, started: 1, ended: 2, table: "orders", errors: [ReportedError(reason: "R")])
        #expect(
            JSONValue(Target(failed, of: stream)).text == """
                {"name":"projects/p/locations/l/streams/s/objects/a","object":"shop.orders","state":"FAILED",\
                "displayName":"orders","sourceObject":{"type":"mysql","namespace":"shop","table":"orders"},\
                "backfillJob":{"state":"FAILED","trigger":"MANUAL","lastStartTime":"2026-09-21T14:13:21Z",\
                "lastEndTime":"2026-09-21T14:13:22Z","errors":[{"reason":"R","message":""}]},"errors":[]}
                """)
    }

    @Test func `an object without a job has the state NONE and no job`() {
        let text = JSONValue(Target(StreamObject(id: "a"), of: stream)).text
        #expect(text == #"{"name":"\#(stream)/objects/a","object":"a","state":"NONE","errors":[]}"#)
    }
}
