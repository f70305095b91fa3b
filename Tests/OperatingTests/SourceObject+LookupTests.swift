import Datastream
import Notation
import Testing

@testable import Operating

@Suite struct SourceObjectLookupTests {
    @Test(arguments: [
        ("mysql", "shop.orders", #"{"mysqlIdentifier":{"database":"shop","table":"orders"}}"#),
        ("oracle", "HR.EMP", #"{"oracleIdentifier":{"schema":"HR","table":"EMP"}}"#),
        ("postgresql", "public.orders", #"{"postgresqlIdentifier":{"schema":"public","table":"orders"}}"#),
        ("sqlServer", "dbo.Orders", #"{"sqlServerIdentifier":{"schema":"dbo","table":"Orders"}}"#),
        ("salesforce", "Order.Item", #"{"salesforceIdentifier":{"objectName":"Order.Item"}}"#),
        ("mongodb", "web.orders.v1", #"{"mongodbIdentifier":{"database":"web","collection":"orders.v1"}}"#),
        ("spanner", "audit.Orders", #"{"spannerIdentifier":{"schema":"audit","table":"Orders"}}"#),
        ("spanner", "Orders", #"{"spannerIdentifier":{"table":"Orders"}}"#),
        ("mysql", #"a"b.c\"#, #"{"mysqlIdentifier":{"database":"a\"b","table":"c\\"}}"#),
    ])
    func `each kind of source has its own request body`(type: String, text: String, body: String) throws {
        let source = try SourceObject(parsing: text, namespace: nil, type: type)
        #expect(source.lookupBody.text == #"{"sourceObjectIdentifier":\#(body)}"#)
    }

    @Test func `with a separate schema the dots belong to the table`() throws {
        let source = try SourceObject(parsing: "a.b", namespace: "x.y", type: "postgresql")
        #expect(source == SourceObject(type: "postgresql", namespace: "x.y", table: "a.b"))
    }

    @Test(arguments: [("mysql", "database"), ("mongodb", "database"), ("oracle", "schema"), ("sqlServer", "schema")])
    func `a missing part is named in the source's terms`(type: String, field: String) {
        for text in ["orders", ".orders", "orders."] {
            #expect(throws: SourceObject.Gap.namespace(field: field)) {
                try SourceObject(parsing: text, namespace: nil, type: type)
            }
        }
    }

    @Test func `a kind of source that the API cannot look up is refused`() {
        #expect(throws: SourceObject.Gap.kind("dataverse")) {
            try SourceObject(parsing: "a", namespace: nil, type: "dataverse")
        }
    }
}
