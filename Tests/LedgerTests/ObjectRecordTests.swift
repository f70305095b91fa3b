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

    @Test func `the first creation time that is given is kept`() {
        var record = ObjectRecord(baseline: object("a"), at: at(0))
        record.note(createTime: at(5))
        record.note(createTime: nil)
        #expect(record.createTime == at(5))
    }

    @Test func `an object that returned takes no place among those that are gone`() {
        var departed = DepartedObjects(limit: 4)
        for id in ["a", "b", "c", "d", "e"] { departed.insert(ObjectRecord(baseline: object(id), at: at(0)), id: id) }
        _ = departed.remove("e")
        departed.insert(ObjectRecord(baseline: object("f"), at: at(0)), id: "f")
        departed.fade()
        #expect(departed.records.keys.sorted() == ["a", "b", "c", "d", "f"])
    }
}
