import Datastream
import Testing

@testable import DatastreamSimulator

struct RequestBodyTests {
    private func body(_ text: String) throws(APIFailure) -> RequestBody { try RequestBody(Array(text.utf8)) }

    @Test(
        arguments: [
            ("", nil), ("{}", nil), (#"{"eventFilter":{}}"#, nil), (#"{"eventFilter":{"sqlWhereClause":""}}"#, nil),
            (#"{"eventFilter":{"sqlWhereClause":"id > 5"}}"#, "id > 5"),
        ] as [(String, String?)])
    func `a WHERE clause is read, and an empty one counts as absent`(text: String, clause: String?) throws {
        #expect(try body(text).whereClause == clause)
    }

    @Test(arguments: ["[]", "null", "x", "{", #"{"eventFilter":5}"#, #"{"sourceObjectIdentifier":[]}"#, "\u{FEFF}\""])
    func `a body of another shape is an invalid argument`(text: String) {
        #expect { try body(text) } throws: { ($0 as? APIFailure)?.status == "INVALID_ARGUMENT" }
    }

    @Test(
        arguments: [
            (
                #"{"mysqlIdentifier":{"database":"d","table":"t"}}"#,
                SourceObject(type: "mysql", namespace: "d", table: "t")
            ),
            (
                #"{"mongodbIdentifier":{"database":"d","collection":"t"}}"#,
                SourceObject(type: "mongodb", namespace: "d", table: "t")
            ),
            (#"{"spannerIdentifier":{"table":"t"}}"#, SourceObject(type: "spanner", namespace: "", table: "t")),
            (
                #"{"salesforceIdentifier":{"objectName":"t"}}"#,
                SourceObject(type: "salesforce", namespace: "", table: "t")
            ),
        ])
    func `an identifier is read by its kind`(text: String, source: SourceObject) throws {
        #expect(try body(#"{"sourceObjectIdentifier":\#(text)}"#).source() == source)
    }

    @Test(arguments: [
        "{}", #"{"sourceObjectIdentifier":{}}"#, #"{"sourceObjectIdentifier":{"mysqlIdentifier":{}}}"#,
        #"{"sourceObjectIdentifier":{"mysqlIdentifier":{"database":"d"}}}"#,
        #"{"sourceObjectIdentifier":{"mysql":{"table":"t"}}}"#,
    ])
    func `a missing identifier is an invalid argument`(text: String) throws {
        let body = try body(text)
        #expect { try body.source() } throws: { ($0 as? APIFailure)?.status == "INVALID_ARGUMENT" }
    }
}
