import Notation
import Testing

@testable import Datastream

struct StreamTests {
    @Test func `a stream is read with all its fields`() throws {
        let read = try stream(
            #"""
            "displayName":"Shop","state":"RUNNING","createTime":"2026-01-01T00:00:00Z","updateTime":"2026-11-23T10:00:00.5Z",
            "sourceConfig":{"sourceConnectionProfile":"p","mysqlSourceConfig":{"maxConcurrentBackfillTasks":5}},
            "destinationConfig":{"bigqueryDestinationConfig":{}},"backfillAll":{"mysqlExcludedObjects":{}},
            "errors":[{"reason":"R"}],"labels":{"a":"b"},"ruleSets":[{}]
            """#)
        #expect(
            read.stream
                == Stream(
                    name: shop, displayName: "Shop", state: .running, sourceType: "mysql", destinationType: "bigquery",
                    backfillStrategy: "backfillAll", errors: [ReportedError(reason: "R")],
                    createTime: moment("2026-01-01T00:00:00Z"), updateTime: moment("2026-11-23T10:00:00.5Z")))
        #expect(read.notes.unknownEnumValues == [:] && read.notes.rejectedValues == [:] && read.notes.errors == 1)
    }

    @Test func `a stream with protocol buffer field names reads the same`() throws {
        let read = try stream(
            #"""
            "display_name":"Shop","create_time":"2026-01-01T00:00:00Z","update_time":"2026-11-23T10:00:00.5Z",
            "source_config":{"mysql_source_config":{}},"destination_config":{"bigquery_destination_config":{}},
            "backfill_all":{}
            """#)
        #expect(
            read.stream
                == Stream(
                    name: shop, displayName: "Shop", sourceType: "mysql", destinationType: "bigquery",
                    backfillStrategy: "backfillAll", createTime: moment("2026-01-01T00:00:00Z"),
                    updateTime: moment("2026-11-23T10:00:00.5Z")))
    }

    @Test func `absent and null fields are empty`() throws {
        #expect(try stream("").stream == Stream(name: shop))
        let nulls =
            #""displayName":null,"state":null,"sourceConfig":null,"backfillAll":null,"errors":null,"createTime":null"#
        #expect(try stream(nulls).stream == Stream(name: shop))
    }

    @Test(
        arguments: [
            (#""NOT_STARTED""#, .notStarted), (#""RUNNING""#, .running), (#""PAUSED""#, .paused),
            (#""MAINTENANCE""#, .maintenance),
            (#""FAILED""#, .failed), (#""FAILED_PERMANENTLY""#, .failedPermanently), (#""STARTING""#, .starting),
            (#""DRAINING""#, .draining), ("1", .notStarted), ("2", .running), ("3", .paused), ("4", .maintenance),
            ("5", .failed),
            ("6", .failedPermanently), ("7", .starting), ("8", .draining), ("0", .unknown), ("9", .unknown),
            (#""running""#, .unknown), (#""""#, .unknown),
        ] as [(String, Datastream.Stream.State)])
    func `a state is known by name and by number`(json: String, state: Datastream.Stream.State) throws {
        #expect(try stream(#""state":\#(json)"#).stream.state == state)
    }

    @Test(arguments: [
        (#""sourceConfig":{"sqlServerSourceConfig":{}}"#, "sqlServer", "", ""),
        (#""source_config":{"sql_server_source_config":{}}"#, "sqlServer", "", ""),
        (#""sourceConfig":{"salesforceMarketingCloudSourceConfig":{}}"#, "salesforceMarketingCloud", "", ""),
        (#""sourceConfig":{}"#, "", "", ""),
        (#""destinationConfig":{"gcsDestinationConfig":{}}"#, "", "gcs", ""),
        (#""backfillNone":{}"#, "", "", "backfillNone"), (#""backfill_none":{}"#, "", "", "backfillNone"),
    ])
    func `source and destination kinds are known by their keys`(
        members: String, source: String, destination: String, strategy: String
    ) throws {
        let read = try stream(members).stream
        #expect(read.sourceType == source)
        #expect(read.destinationType == destination)
        #expect(read.backfillStrategy == strategy)
    }

    @Test(arguments: [
        (#""displayName":1"#, "displayName"), (#""state":[]"#, "state"), (#""sourceConfig":"x""#, "sourceConfig"),
        (#""sourceConfig":{"mysqlSourceConfig":1}"#, "sourceConfig.mysqlSourceConfig"),
        (#""destinationConfig":[]"#, "destinationConfig"),
        (#""destinationConfig":{"gcsDestinationConfig":""}"#, "destinationConfig.gcsDestinationConfig"),
        (#""backfillAll":true"#, "backfillAll"), (#""backfillNone":"x""#, "backfillNone"), (#""errors":"x""#, "errors"),
        (#""createTime":0"#, "createTime"), (#""updateTime":{}"#, "updateTime"),
        (#""errors":[{"reason":{}}]"#, "errors[0].reason"),
    ])
    func `a wrong type fails and names the field`(members: String, path: String) {
        #expect(failedPath { () throws(DecodingFailure) in try stream(members) } == "streams[0].\(path)")
    }

    @Test(arguments: [
        ("projects/acme/locations/europe-west1/streams/shop", "acme", "-", shop),
        ("projects/acme/locations/europe-west1/streams/shop", "acme", "europe-west1", shop),
        ("projects/840030134620/locations/europe-west1/streams/shop", "acme", "-", shop),
        ("projects/other/locations/europe-west1/streams/shop", "acme", "-", nil),
        ("projects/acme/locations/us-east1/streams/shop", "acme", "europe-west1", nil),
        ("projects/acme/locations/europe-west1/streams/shop/objects/o", "acme", "-", nil),
        ("projects/acme/locations/europe-west1/streams/a?b", "acme", "-", nil),
        ("shop", "acme", "-", nil), ("", "acme", "-", nil),
    ])
    func `a stream must belong to the requested parent`(
        name: String, project: String, location: String, read: StreamName?
    ) {
        let result = outcome { () throws(DecodingFailure) in
            try Page.streams(
                inProject: project, location: location, body: Array(#"{"streams":[{"name":"\#(name)"}]}"#.utf8)
            )
            .decode().items
        }
        switch result {
        case .success(let streams): #expect(streams.map(\.name) == [read])
        case .failure(let failure):
            #expect(read == nil)
            #expect(failure.path == "streams[0].name")
        }
    }

    @Test(arguments: [("{}", "streams[0]"), (#"{"name":7}"#, "streams[0].name"), (#"{"name":null}"#, "streams[0]")])
    func `a stream must have a name`(json: String, path: String) {
        let failed = failedPath { () throws(DecodingFailure) in
            try Page.streams(inProject: "acme", location: "-", body: Array(#"{"streams":[\#(json)]}"#.utf8)).decode()
        }
        #expect(failed == path)
    }
}
