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
    func `only objects with a new predecessor are described anew`(
        then: String, now: String, described: String, left: String
    ) {
        let comparison = ObjectComparison(from: Self.ledger(then), to: Self.ledger(now))
        let objects = Self.ledger(now).objects
        #expect(comparison.described.map { objects[$0].id }.joined() == described)
        #expect(comparison.left.map { comparison.then[$0].id }.joined() == left)
        #expect(comparison.changed.map { objects[$0.index].id }.joined() == now.filter { !then.contains($0) })
    }

    @Test func `an object with new contents or a new record changes, wherever it is`() {
        let before = StreamLedger(seeing: [object("a"), object("b"), object("c")])
        var after = before
        _ = after.fold(listing([object("a"), object("b", job(.active, 1)), object("c")]), at: at(60))
        #expect(ObjectComparison(from: before, to: after).changed == [.init(index: 1, place: 1)])
        #expect(ObjectComparison(from: before, to: after).described == [])
        _ = after.fold(listing([object("b", job(.active, 2)), object("a"), object("c")]), at: at(120))
        #expect(ObjectComparison(from: before, to: after).changed == [.init(index: 0, place: 1)])
        #expect(ObjectComparison(from: before, to: after).described == [0, 1, 2])
    }

    @Test func `without an earlier ledger everything is new`() {
        #expect(ObjectComparison(from: nil, to: Self.ledger("ab")).changed.map(\.place) == [nil, nil])
    }
}
