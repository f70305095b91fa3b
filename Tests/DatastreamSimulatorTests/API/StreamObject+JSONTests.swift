import Datastream
import Notation
import Testing

@testable import DatastreamSimulator

struct StreamObjectJSONTests {
    private static let stream = StreamName(project: "demo", location: "europe-west1", stream: "orders")

    private func text(_ json: JSON) -> String { String(decoding: json.encoded(pretty: false), as: UTF8.self) }

    private func object(_ source: SourceObject?) -> StreamObject {
        StreamObject(
            id: "00ff", displayName: "shop.orders", sourceObject: source,
            backfillJob: BackfillJob(
                state: .failed, trigger: .manual, lastStartTime: Timestamp(seconds: 1_790_000_000),
                lastEndTime: Timestamp(seconds: 1_790_000_060, nanoseconds: 500_000_000),
                errors: [
                    ReportedError(
                        reason: "LOST", errorUuid: "u-1", message: "gone\n",
                        errorTime: Timestamp(seconds: 1_790_000_059, nanoseconds: 1_000))
                ], sqlWhereClause: "id > 5"),
            createTime: Timestamp(seconds: 1_780_000_000, nanoseconds: 123_456_789))
    }

    private func expected(state: String, trigger: String, source: String) -> String {
        #"{"name":"projects/demo/locations/europe-west1/streams/orders/objects/00ff","#
            + #""createTime":"2026-05-28T20:26:40.123456789Z","displayName":"shop.orders","#
            + #""backfillJob":{"state":\#(state),"trigger":\#(trigger),"lastStartTime":"2026-09-21T14:13:20Z","#
            + #""lastEndTime":"2026-09-21T14:14:20.500Z","errors":[{"reason":"LOST","errorUuid":"u-1","#
            + #""message":"gone\n","errorTime":"2026-09-21T14:14:19.000001Z","details":{"context":"BACKFILL"}}],"#
            + #""eventFilter":{"sqlWhereClause":"id > 5"}},"sourceObject":{\#(source)}}"#
    }

    private static let sources: [(type: String, json: String)] = [
        ("mysql", #""mysqlIdentifier":{"database":"shop","table":"orders"}"#),
        ("oracle", #""oracleIdentifier":{"schema":"shop","table":"orders"}"#),
        ("postgresql", #""postgresqlIdentifier":{"schema":"shop","table":"orders"}"#),
        ("sqlServer", #""sqlServerIdentifier":{"schema":"shop","table":"orders"}"#),
        ("spanner", #""spannerIdentifier":{"schema":"shop","table":"orders"}"#),
        ("mongodb", #""mongodbIdentifier":{"database":"shop","collection":"orders"}"#),
        ("salesforce", #""salesforceIdentifier":{"objectName":"orders"}"#),
        ("serviceNow", #""serviceNowIdentifier":{"objectName":"orders"}"#),
    ]

    @Test(arguments: sources)
    func `an object of each kind is written, with enum names or numbers`(type: String, json: String) {
        let hasNamespace = type != "salesforce" && type != "serviceNow"
        let object = object(SourceObject(type: type, namespace: hasNamespace ? "shop" : "", table: "orders"))
        #expect(
            text(object.json(in: Self.stream, .names)).replacing(#"\u003e"#, with: ">")
                == expected(state: #""FAILED""#, trigger: #""MANUAL""#, source: json))
        #expect(
            text(object.json(in: Self.stream, .numbers)).replacing(#"\u003e"#, with: ">")
                == expected(state: "5", trigger: "2", source: json))
    }

    @Test func `an object without details has only a name`() {
        #expect(
            text(StreamObject(id: "a").json(in: Self.stream, .names))
                == #"{"name":"projects/demo/locations/europe-west1/streams/orders/objects/a"}"#)
    }

    @Test func `every object survives a round trip through JSON`() throws {
        let simulation = Simulation(seed: 1, scale: SimulationTests.scale)
        for name in simulation.streamNames(in: "-") {
            let stream = try simulation.stream(name)
            for object in stream.objects(after: "", at: 100).prefix(200) {
                let view = simulation.view(of: object, in: stream, at: 100)
                for enums in [EnumEncoding.names, .numbers] {
                    let body = view.json(in: name, enums).encoded(pretty: false)
                    let decoded = try StreamObject.decode(body, of: name)
                    #expect(decoded.item == view)
                    #expect(decoded.notes.unknownEnumValues.isEmpty && decoded.notes.rejectedValues.isEmpty)
                }
            }
        }
    }

    @Test(arguments: [(0, ""), (500_000_000, ".500"), (120_000, ".000120"), (7, ".000000007"), (1_000_000, ".001")])
    func `a time has 0, 3, 6 or 9 digits of fraction`(nanoseconds: Int32, fraction: String) {
        let time = Timestamp(seconds: 1_790_000_000, nanoseconds: nanoseconds)
        #expect(time.json == .string("2026-09-21T14:13:20\(fraction)Z"))
    }
}
