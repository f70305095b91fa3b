import Datastream
import Testing

@testable import DatastreamSimulator

struct TableNamesTests {
    @Test(arguments: SourceObject.kinds.map(\.type))
    func `table names are unique within a source`(type: String) {
        let names = TableNames(sourceType: type)
        #expect(Set((0..<3_000).compactMap { names.source($0).label }).count == 3_000)
    }

    @Test func `table names look like those of their source`() {
        #expect(TableNames(sourceType: "mysql").source(0) == .init(type: "mysql", namespace: "shop", table: "orders"))
        #expect(TableNames(sourceType: "oracle").source(5).label == "HR.ORDER_ITEMS")
        #expect(TableNames(sourceType: "salesforce").source(45).label == "InvoiceLines_1__c")
        #expect(TableNames(sourceType: "spanner").source(3).label == "OrderItems")
    }
}
