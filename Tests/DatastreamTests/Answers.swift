import Notation

@testable import Datastream

/// The stream in the responses of these tests.
let shop = StreamName(project: "acme", location: "europe-west1", stream: "shop")

/// The result of a decoding: its value or its failure.
func outcome<Value>(_ decode: () throws(DecodingFailure) -> Value) -> Result<Value, DecodingFailure> {
    do throws(DecodingFailure) {
        return .success(try decode())
    } catch {
        return .failure(error)
    }
}

/// The decoded objects in a response of `objects.list`.
func objects(_ body: String) throws(DecodingFailure) -> Page<StreamObject>.Items {
    try Page.objects(of: shop, body: Array(body.utf8)).decode()
}

/// The only object of a page, with these members besides its name.
func object(_ members: String) throws(DecodingFailure) -> (object: StreamObject, notes: DecodingNotes) {
    let page = try objects(
        #"{"streamObjects":[{"name":"\#(shop)/objects/o1"\#(members.isEmpty ? "" : ",")\#(members)}]}"#)
    guard let object = page.items.first else { throw DecodingFailure("no object") }
    return (object, page.notes)
}

/// The only stream of a page, with these members besides its name.
func stream(_ members: String) throws(DecodingFailure) -> (stream: Datastream.Stream, notes: DecodingNotes) {
    let body = #"{"streams":[{"name":"\#(shop)"\#(members.isEmpty ? "" : ",")\#(members)}]}"#
    let page = try Page.streams(inProject: "acme", location: "-", body: Array(body.utf8)).decode()
    guard let stream = page.items.first else { throw DecodingFailure("no stream") }
    return (stream, page.notes)
}

/// The path of a decoding's failure; nil when it succeeds.
func failedPath<Value>(_ decode: () throws(DecodingFailure) -> Value) -> String? {
    guard case .failure(let failure) = outcome(decode) else { return nil }
    return failure.path
}

func moment(_ text: String) -> Timestamp? { Timestamp(rfc3339: text) }

/// A page of objects as the API writes it, with some optional fields left out.
let realPage = """
    {
      "streamObjects": [
        {
          "name": "projects/acme/locations/europe-west1/streams/shop/objects/5d1c",
          "createTime": "2026-10-01T08:00:00.123456789Z",
          "updateTime": "2026-11-20T08:00:00.500Z",
          "displayName": "shop.orders",
          "backfillJob": {
            "state": "FAILED",
            "trigger": "AUTOMATIC",
            "lastStartTime": "2026-11-20T07:00:00Z",
            "lastEndTime": "2026-11-20T08:00:00Z",
            "errors": [
              {
                "reason": "BACKFILL_READ_FAILED",
                "errorUuid": "1f0e",
                "message": "Lock wait \\"timeout\\"\\n exceeded ü",
                "errorTime": "2026-11-20T07:59:59Z",
                "details": {"table": "orders"}
              }
            ]
          },
          "sourceObject": {"mysqlIdentifier": {"database": "shop", "table": "orders"}}
        },
        {
          "name": "projects/acme/locations/europe-west1/streams/shop/objects/77aa",
          "displayName": "shop.items",
          "errors": [{"reason": "UNSUPPORTED_TYPE", "errorUuid": "2b"}],
          "sourceObject": {"mysqlIdentifier": {"database": "shop", "table": "items"}}
        }
      ],
      "nextPageToken": "CAE="
    }
    """
