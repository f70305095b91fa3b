import Datastream
import Ledger
import Testing

@testable import LedgerStore
@testable import LedgerTests

@Suite struct ObjectComparisonTests {
    private static func ledger(_ ids: String) -> StreamLedger { StreamLedger(seeing: ids.map { object(String($0)) }) }

    @Test(arguments: [
        ("", "", "", ""), ("abc", "abc", "", ""), ("", "ab", "ab", ""), ("ab", "", "", "ab"),
        ("abc", "xabc", "xa", ""), ("abc", "axbc", "xb", ""), ("abc", "abcx", "x", ""),
        ("abc", "bc", "b", "a"), ("abc", "ac", "c", "b"), ("abc", "ab", "", "c"),
        ("abcdef", "abdefc", "dc", ""), ("abcdef", "fabcde", "fa", ""), ("abc", "cba", "cba", ""),
        ("abcdef", "bcxyf", "bxyf", "ade"),
    ])
    func `only objects with a new predecessor change`(then: String, now: String, changed: String, left: String) {
        let comparison = ObjectComparison(from: Self.ledger(then), to: Self.ledger(now))
        let objects = Self.ledger(now).objects
        #expect(comparison.changed.map { objects[$0.index].id }.joined() == changed)
        #expect(comparison.left.map { comparison.then[$0].id }.joined() == left)
        for change in comparison.changed {
            if let place = change.place { #expect(comparison.then[place].id == objects[change.index].id) }
        }
    }

    @Test func `an object with new contents or a new record changes`() {
        let before = StreamLedger(seeing: [object("a"), object("b"), object("c")])
        var after = before
        _ = after.fold(listing([object("a"), object("b", job(.active, 1)), object("c")]), at: at(60))
        #expect(ObjectComparison(from: before, to: after).changed == [.init(index: 1, place: 1)])
    }

    @Test func `without an earlier ledger everything is new`() {
        #expect(ObjectComparison(from: nil, to: Self.ledger("ab")).changed.map(\.place) == [nil, nil])
    }
}
