import Notation
import Testing

@testable import Datastream

struct PageTests {
    @Test func `a real page is read whole`() throws {
        let page = try Page.objects(of: shop, body: Array(realPage.utf8))
        #expect(page.nextPageToken == "CAE=")
        #expect(page.unreachable == [])
        let items = try page.decode()
        let error = ReportedError(
            reason: "BACKFILL_READ_FAILED", errorUuid: "1f0e", message: "Lock wait \"timeout\"\n exceeded ü",
            errorTime: moment("2026-11-20T07:59:59Z"))
        #expect(
            items.items == [
                StreamObject(
                    id: "5d1c", displayName: "shop.orders",
                    sourceObject: SourceObject(type: "mysql", namespace: "shop", table: "orders"),
                    backfillJob: BackfillJob(
                        state: .failed, trigger: .automatic, lastStartTime: moment("2026-11-20T07:00:00Z"),
                        lastEndTime: moment("2026-11-20T08:00:00Z"), errors: [error]),
                    createTime: moment("2026-10-01T08:00:00.123456789Z"), updateTime: moment("2026-11-20T08:00:00.5Z")),
                StreamObject(
                    id: "77aa", displayName: "shop.items",
                    sourceObject: SourceObject(type: "mysql", namespace: "shop", table: "items"),
                    errors: [ReportedError(reason: "UNSUPPORTED_TYPE", errorUuid: "2b")]),
            ])
        #expect(items.notes.unknownEnumValues == [:] && items.notes.rejectedValues == [:] && items.notes.errors == 2)
    }

    @Test func `a page with protocol buffer field names reads the same`() throws {
        let keys = [
            "streamObjects", "createTime", "updateTime", "displayName", "backfillJob", "lastStartTime", "lastEndTime",
            "errorUuid", "errorTime", "sourceObject", "mysqlIdentifier", "nextPageToken",
        ]
        let snakeCased = keys.reduce(realPage) { page, key in
            let words = key.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : "\($1)" }
            return page.replacing("\"\(key)\":", with: "\"\(words)\":")
        }
        #expect(!snakeCased.contains(/[a-z][A-Z][a-z]+":/))
        #expect(try objects(snakeCased).items == objects(realPage).items)
        #expect(try Page.objects(of: shop, body: Array(snakeCased.utf8)).nextPageToken == "CAE=")
    }

    @Test(arguments: [
        "99999999999999999999", "-9223372036854775809", "1e400", "0.5e999", String(repeating: "9", count: 400),
    ])
    func `a number beyond 64 bits in an unread field does no harm`(number: String) throws {
        let read = try objects(
            #"{"x":\#(number),"streamObjects":[{"name":"\#(shop)/objects/o1","y":{"z":[\#(number)]}}],"s":7}"#)
        #expect(read.items.map(\.id) == ["o1"])
        let failed = failedPath { () throws(DecodingFailure) in try object(#""displayName":\#(number)"#) }
        #expect(failed == "streamObjects[0].displayName")
        #expect(
            APIError(httpStatus: 503, body: Array(#"{"error":{"code":\#(number),"status":"S"}}"#.utf8)).status == "S")
    }

    @Test func `a page cut at any byte never decodes`() {
        let bytes = Array(realPage.utf8)
        for count in bytes.indices {
            let result = outcome { () throws(DecodingFailure) in
                try Page.objects(of: shop, body: Array(bytes[..<count])).decode().items
            }
            #expect(throws: DecodingFailure.self, "cut after \(count) bytes") { try result.get() }
        }
    }

    @Test func `a page with any one byte changed is read or refused`() {
        let bytes = Array(realPage.utf8)
        for index in bytes.indices {
            for byte: UInt8 in [0x00, 0x22, 0x5C, 0x7D, 0x80, 0xFF] {
                var garbled = bytes
                garbled[index] = byte
                _ = outcome { () throws(DecodingFailure) in
                    try Page.objects(of: shop, body: garbled).decode().items.count
                }
            }
        }
    }

    @Test(arguments: [
        "{}", #"{"streamObjects":[]}"#, #"{"streamObjects":null}"#, #"{"error":null}"#, #"{"nextPageToken":""}"#,
        #"{"nextPageToken":null,"unreachable":null}"#, #"{"unknown":{"error":1},"kind":"x"}"#,
    ])
    func `a page may be empty`(body: String) throws {
        let page = try Page.objects(of: shop, body: Array(body.utf8))
        #expect(page.nextPageToken == nil)
        #expect(page.unreachable == [])
        #expect(try page.decode().items == [])
    }

    @Test(arguments: [
        "null", "[]", #""""#, "0", "true", "", "[{}]", "<html></html>", #"{"streamObjects":[],}"#,
        #"{"streamObjects":[]}x"#,
        #"{"error":{"code":503}}"#, #"{"error":"invalid_grant"}"#, #"{"streamObjects":[],"error":{}}"#,
        #"{"error":[]}"#,
        #"{"error":false}"#, #"[{"error":{"code":403}}]"#, "{}{}",
    ])
    func `a successful answer that is not a listing is refused`(body: String) {
        let result = outcome { () throws(DecodingFailure) in try objects(body).items }
        #expect(throws: DecodingFailure.self) { try result.get() }
    }

    @Test(arguments: [
        (#"{"nextPageToken":7}"#, "nextPageToken"), (#"{"nextPageToken":{}}"#, "nextPageToken"),
        (#"{"unreachable":"x"}"#, "unreachable"), (#"{"unreachable":["x",1]}"#, "unreachable[1]"),
        (#"{"streamObjects":{}}"#, "streamObjects"), (#"{"streamObjects":"x"}"#, "streamObjects"),
        (#"{"streamObjects":[7]}"#, "streamObjects[0]"), (#"{"streamObjects":[[]]}"#, "streamObjects[0]"),
    ])
    func `a wrong type fails and names the field`(body: String, path: String) {
        #expect(failedPath { () throws(DecodingFailure) in try objects(body) } == path)
    }

    @Test func `a page with implausibly many objects fails`() throws {
        let most = JSONElement.maximumItems
        func page(_ count: Int) -> String {
            let items = (0..<count).map { #"{"name":"\#(shop)/objects/o\#($0)"}"# }
            return #"{"streamObjects":[\#(items.joined(separator: ","))]}"#
        }
        let tooMany = page(most + 1)
        #expect(try objects(page(most)).items.count == most)
        #expect(failedPath { () throws(DecodingFailure) in try objects(tooMany) } == "streamObjects[10000]")
    }

    @Test func `a fault in the last of many objects fails the page`() {
        let good = (0..<40).map { #"{"name":"\#(shop)/objects/o\#($0)"}"# }
        let bad = #"{"name":"\#(shop)/objects/o","backfillJob":{"state":[]}}"#
        let path = failedPath { () throws(DecodingFailure) in
            try objects(#"{"streamObjects":[\#((good + [bad]).joined(separator: ","))]}"#)
        }
        #expect(path == "streamObjects[40].backfillJob.state")
    }

    @Test func `the page token is known before the items are read`() throws {
        let body = #"{"next_page_token":"t+/=","streamObjects":[7]}"#
        #expect(try Page.objects(of: shop, body: Array(body.utf8)).nextPageToken == "t+/=")
        #expect(failedPath { () throws(DecodingFailure) in try objects(body) } == "streamObjects[0]")
    }

    @Test func `nesting of 512 in an unknown field is skipped, and of 100,000 refused`() throws {
        func body(_ depth: Int) -> String {
            #"{"unknown":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
        }
        #expect(try objects(body(512)).items == [])
        #expect(failedPath { () throws(DecodingFailure) in try objects(body(100_000)) } == "")
    }

    @Test func `a page of streams names the unreachable locations`() throws {
        let body =
            #"{"streams":[{"name":"\#(shop)"}],"unreachable":["projects/acme/locations/us-east1"],"nextPageToken":"2"}"#
        let page = try Page.streams(inProject: "acme", location: "-", body: Array(body.utf8))
        #expect(page.unreachable == ["projects/acme/locations/us-east1"])
        #expect(page.nextPageToken == "2")
        #expect(try page.decode().items == [Stream(name: shop)])
    }

    @Test(
        arguments: [
            (
                #"{"locations":[{"name":"projects/p/locations/a","locationId":"a"},{"location_id":"b"}]}"#, ["a", "b"],
                ""
            ),
            ("{}", [], ""), (#"{"locations":[{}]}"#, nil, "locations[0].locationId"),
            (#"{"locations":[{"locationId":"a/b"}]}"#, nil, "locations[0].locationId"),
            (#"{"locations":[{"locationId":""}]}"#, nil, "locations[0].locationId"),
            (#"{"locations":[{"locationId":1}]}"#, nil, "locations[0].locationId"),
        ] as [(String, [String]?, String)])
    func `locations are known by their ids`(body: String, ids: [String]?, path: String) {
        let result = outcome { () throws(DecodingFailure) in try Page.locations(body: Array(body.utf8)).decode().items }
        switch result {
        case .success(let found): #expect(found == ids)
        case .failure(let failure):
            #expect(ids == nil)
            #expect(failure.path == path)
        }
    }

    @Test func `one stream is read, and another than requested is refused`() throws {
        let body = Array(#"{"name":"\#(shop)","state":"STATE_FUTURE"}"#.utf8)
        let decoded = try Stream.decode(body, named: shop)
        #expect(decoded.item == Stream(name: shop))
        #expect(decoded.notes.unknownEnumValues == ["Stream.state": 1])
        let other = StreamName(project: "acme", location: "europe-west1", stream: "other")
        #expect(failedPath { () throws(DecodingFailure) in try Stream.decode(body, named: other) } == "name")
        #expect(failedPath { () throws(DecodingFailure) in try Stream.decode(Array("{}".utf8), named: shop) } == "")
    }

    @Test func `one object is read, and one of another stream is refused`() throws {
        let body = Array(#"{"name":"\#(shop)/objects/o1","createTime":"bad"}"#.utf8)
        let decoded = try StreamObject.decode(body, of: shop)
        #expect(decoded.item == StreamObject(id: "o1"))
        #expect(decoded.notes.rejectedValues == ["StreamObject.createTime": 1])
        let other = StreamName(project: "acme", location: "europe-west1", stream: "other")
        #expect(failedPath { () throws(DecodingFailure) in try StreamObject.decode(body, of: other) } == "name")
    }
}
