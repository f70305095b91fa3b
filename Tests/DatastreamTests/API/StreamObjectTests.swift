import Notation
import Testing

@testable import Datastream

struct StreamObjectTests {
    @Test func `an object is read with all its fields`() throws {
        let read = try object(
            #"""
            "displayName":"shop.orders","createTime":"2026-10-01T08:00:00.123456789Z","updateTime":"2026-11-20T08:00:00Z",
            "errors":[{"reason":"R"}],"backfillJob":{"state":"ACTIVE"},
            "sourceObject":{"mysqlIdentifier":{"database":"shop","table":"orders"}},"customizationRules":[{"x":1}]
            """#)
        #expect(
            read.object
                == StreamObject(
                    id: "o1", displayName: "shop.orders",
                    sourceObject: SourceObject(type: "mysql", namespace: "shop", table: "orders"),
                    backfillJob: BackfillJob(state: .active), errors: [ReportedError(reason: "R")],
                    createTime: moment("2026-10-01T08:00:00.123456789Z"), updateTime: moment("2026-11-20T08:00:00Z")))
    }

    @Test func `a name is all that an object needs`() throws {
        let read = try object("").object
        #expect(read == StreamObject(id: "o1"))
        #expect(read.backfillState == .none)
        #expect(read.label == "o1")
    }

    @Test func `replacing an object's job and errors keeps the rest`() {
        let source = SourceObject(type: "mysql", namespace: "shop", table: "orders")
        let time = moment("2026-11-20T08:00:00Z")
        let object = StreamObject(id: "o1", displayName: "d", sourceObject: source, createTime: time, updateTime: time)
        let job = BackfillJob(state: .failed)
        let errors = [ReportedError(reason: "R")]
        #expect(
            object.with(backfillJob: job, errors: errors)
                == StreamObject(
                    id: "o1", displayName: "d", sourceObject: source, backfillJob: job, errors: errors,
                    createTime: time, updateTime: time))
        #expect(object.with(backfillJob: nil, errors: []) == object)
        #expect(object.with(backfillJob: nil, errors: []) !== object)
    }

    @Test func `snake_case fields are read`() throws {
        let read = try object(
            #"""
            "display_name":"d","backfill_job":{"last_start_time":"2026-11-23T10:00:00Z"},"create_time":"2026-11-23T10:00:00Z",
            "source_object":{"mysql_identifier":{"database":"a","table":"b"}},"errors":[{"error_uuid":"u"}]
            """#
        ).object
        #expect(read.displayName == "d")
        #expect(read.backfillJob?.lastStartTime == read.createTime)
        #expect(read.createTime == moment("2026-11-23T10:00:00Z"))
        #expect(read.label == "a.b")
        #expect(read.errors == [ReportedError(reason: "", errorUuid: "u")])
    }

    @Test(arguments: [
        (#""displayName":7"#, "displayName"), (#""errors":"x""#, "errors"), (#""errors":[[]]"#, "errors[0]"),
        (#""createTime":1795428000"#, "createTime"), (#""updateTime":[]"#, "updateTime"),
        (#""sourceObject":"x""#, "sourceObject"), (#""backfillJob":[]"#, "backfillJob"),
        (#""backfillJob":"x""#, "backfillJob"),
    ])
    func `a wrong type fails and names the field`(members: String, path: String) {
        #expect(failedPath { () throws(DecodingFailure) in try object(members) } == "streamObjects[0].\(path)")
    }

    @Test(arguments: [
        ("projects/acme/locations/europe-west1/streams/shop/objects/o1", "o1"),
        ("projects/840030134620/locations/europe-west1/streams/shop/objects/o1", "o1"),
        ("projects/acme/locations/europe-west1/streams/shop/objects/ü 😀", "ü 😀"),
        ("projects/acme/locations/europe-west1/streams/shop/objects/..", ".."),
        ("projects/other/locations/europe-west1/streams/shop/objects/o1", nil),
        ("projects/acme/locations/us-east1/streams/shop/objects/o1", nil),
        ("projects/acme/locations/europe-west1/streams/other/objects/o1", nil),
        ("projects/acme/locations/europe-west1/streams/shop/objects/", nil),
        ("projects/acme/locations/europe-west1/streams/shop/objects", nil),
        ("projects/acme/locations/europe-west1/streams/shop", nil),
        ("projects/acme/locations/europe-west1/streams/shop/objects/a/b", nil),
        ("projects/840030134620/locations/europe-west1/streams/shop/objects/a/b", nil),
        ("projects/acme/locations/europe-west1/streams/shop/objects/a/objects/b", nil),
        ("projects/acme/locations/europe-west1/streams/shop/objects/a/\u{301}b", nil),
        ("/projects/acme/locations/europe-west1/streams/shop/objects/o1", nil), ("o1", nil), ("", nil),
    ])
    func `an object must belong to the requested stream`(name: String, id: String?) {
        let result = outcome { () throws(DecodingFailure) in
            try objects(#"{"streamObjects":[{"name":"\#(name)"}]}"#).items
        }
        switch result {
        case .success(let objects): #expect(objects.map(\.id) == [id])
        case .failure(let failure):
            #expect(id == nil)
            #expect(failure.path == "streamObjects[0].name")
        }
    }

    @Test(arguments: [
        ("{}", "streamObjects[0]"), (#"{"name":7}"#, "streamObjects[0].name"), ("null", "streamObjects[0]"),
    ])
    func `an object must have a name`(json: String, path: String) {
        #expect(failedPath { () throws(DecodingFailure) in try objects(#"{"streamObjects":[\#(json)]}"#) } == path)
    }
}
