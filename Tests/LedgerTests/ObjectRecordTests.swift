import Datastream
import Testing

@testable import Ledger

@Suite struct ObjectRecordTests {
    @Test func `only a later creation time makes another object`() {
        let record = ObjectRecord(baseline: object("a", created: 5), at: at(0))
        #expect(record.isOlder(than: object("a", created: 6)))
        #expect(!record.isOlder(than: object("a", created: 5)))
        #expect(!record.isOlder(than: object("a", created: 4)))
        #expect(!record.isOlder(than: object("a")))
        #expect(!ObjectRecord(baseline: object("a"), at: at(0)).isOlder(than: object("a", created: 6)))
    }

    @Test func `a record is small`() { #expect(MemoryLayout<ObjectRecord>.stride <= 128) }

    @Test func `gone objects are remembered up to a limit`() {
        var departed = DepartedObjects(limit: 4)
        for number in 0..<100 {
            departed.insert(ObjectRecord(baseline: object("\(number)"), at: at(0)), id: "\(number)")
            departed.fade()
            #expect(departed.records.count == departed.order.count)
            #expect(departed.records.count <= 5)
        }
        #expect(departed.remove("99") != nil)
        #expect(departed.remove("99") == nil)
    }
}
