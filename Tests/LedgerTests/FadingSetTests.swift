import Testing

@testable import Ledger

@Suite struct FadingSetTests {
    @Test func `the oldest are forgotten first, a quarter at a time`() {
        var set = FadingSet<Int>(limit: 8)
        for number in 0..<10 {
            set.insert(number)
            #expect(set.fade().isEmpty)
        }
        set.insert(10)
        #expect(set.fade() == [0, 1, 2])
        #expect(set.order.keys.sorted() == Array(3...10))
    }

    @Test func `an element that returns counts as new`() {
        var set = FadingSet<String>(limit: 1, order: ["a": 3, "b": 7])
        set.insert("a")
        #expect(set.fade() == ["b"])
        #expect(set.order == ["a": 8])
    }

    @Test func `a removed element is not remembered`() {
        var set = FadingSet<String>(limit: 1, order: ["a": 0])
        set.remove("a")
        #expect(!set.contains("a"))
    }
}
