import Notation
import Testing

@testable import Datastream

struct SourceObjectTests {
    @Test(arguments: [
        (#"{"mysqlIdentifier":{"database":"shop","table":"t"}}"#, "mysql", "shop", "t", "shop.t"),
        (#"{"oracleIdentifier":{"schema":"HR","table":"T"}}"#, "oracle", "HR", "T", "HR.T"),
        (#"{"postgresqlIdentifier":{"schema":"public","table":"t"}}"#, "postgresql", "public", "t", "public.t"),
        (#"{"sqlServerIdentifier":{"schema":"dbo","table":"t"}}"#, "sqlServer", "dbo", "t", "dbo.t"),
        (#"{"salesforceIdentifier":{"objectName":"Account"}}"#, "salesforce", "", "Account", "Account"),
        (#"{"mongodbIdentifier":{"database":"db","collection":"c"}}"#, "mongodb", "db", "c", "db.c"),
        (#"{"spannerIdentifier":{"schema":"s","table":"t"}}"#, "spanner", "s", "t", "s.t"),
        (#"{"spannerIdentifier":{"table":"t"}}"#, "spanner", "", "t", "t"),
        (#"{"sql_server_identifier":{"schema":"dbo","table":"t"}}"#, "sqlServer", "dbo", "t", "dbo.t"),
        (#"{"salesforce_identifier":{"object_name":"Account"}}"#, "salesforce", "", "Account", "Account"),
        (#"{"dataverseIdentifier":{"objectName":"o"}}"#, "dataverse", "", "o", "o"),
        (#"{"futureIdentifier":{"catalog":"c","table":"t"}}"#, "future", "", "t", "t"),
    ])
    func `each kind of identifier gives namespace and table`(
        json: String, type: String, namespace: String, table: String, label: String
    ) throws {
        let read = try object(#""displayName":"shown","sourceObject":\#(json)"#).object
        #expect(read.sourceObject == SourceObject(type: type, namespace: namespace, table: table))
        #expect(read.label == label)
    }

    @Test(arguments: [
        ("{}", "shown"), ("null", "shown"), (#"{"mysql":{"table":"t"}}"#, "shown"),
        (#"{"mysqlIdentifier":null}"#, "shown"),
        (#"{"futureIdentifier":{"path":"p"}}"#, "shown"), (#"{"mysqlIdentifier":{"database":"only"}}"#, "only"),
        (#"{"mysqlIdentifier":{"database":null,"table":""}}"#, "shown"),
    ])
    func `an object without a known table is shown by its display name`(json: String, label: String) throws {
        #expect(try object(#""displayName":"shown","sourceObject":\#(json)"#).object.label == label)
    }

    @Test(arguments: [
        ("[]", "sourceObject"), (#""x""#, "sourceObject"), (#"{"mysqlIdentifier":7}"#, "sourceObject.mysqlIdentifier"),
        (#"{"mysqlIdentifier":{"database":1}}"#, "sourceObject.mysqlIdentifier.database"),
        (#"{"mysqlIdentifier":{"table":[]}}"#, "sourceObject.mysqlIdentifier.table"),
        (#"{"oracleIdentifier":{"schema":{}}}"#, "sourceObject.oracleIdentifier.schema"),
        (#"{"mongodbIdentifier":{"collection":true}}"#, "sourceObject.mongodbIdentifier.collection"),
        (#"{"salesforceIdentifier":{"objectName":0}}"#, "sourceObject.salesforceIdentifier.objectName"),
    ])
    func `a wrong type fails and names the field`(json: String, path: String) {
        let failed = failedPath { () throws(DecodingFailure) in try object(#""sourceObject":\#(json)"#) }
        #expect(failed == "streamObjects[0].\(path)")
    }

    @Test(arguments: SourceObject.kinds)
    func `the fields of every known kind are read`(kind: SourceObject.Kind) throws {
        let namespace = kind.namespaceField.map { #""\#($0)":"n","# } ?? ""
        let read = try object(
            #""sourceObject":{"\#(kind.type)Identifier":{\#(namespace)"\#(kind.tableField)":"t"}}"#)
        #expect(
            read.object.sourceObject
                == SourceObject(type: kind.type, namespace: kind.namespaceField == nil ? "" : "n", table: "t"))
    }
}
