import Testing

@testable import Ledger

@Suite struct LeftErrorsTests {
    private func key(_ digest: Int) -> ErrorKey { ErrorKey(source: .object, digest: UInt128(digest)) }

    @Test func `those that left first are forgotten first`() {
        var left = LeftErrors(limit: 80)
        for poll in 0..<200 {
            left.insert([key(2 * poll), key(2 * poll + 1)])
            let kept = (0..<2 * (poll + 1)).filter { left.contains(key($0)) }
            #expect(kept.last == 2 * poll + 1 && kept.count == left.count)
            #expect(kept == Array(2 * (poll + 1) - left.count..<2 * (poll + 1)))
            #expect(left.count >= min(80, 2 * (poll + 1)) && left.count <= 90)
            #expect(left.blocks.map(\.order) == left.blocks.map(\.order).sorted())
            #expect(left.blocks.count <= 20)
        }
    }

    @Test func `what left at once is forgotten piece by piece`() {
        var left = LeftErrors(limit: 8)
        left.insert((0..<100).map(key))
        #expect(left.blocks.flatMap(\.keys) == (92..<100).map(key))
    }

    @Test func `an error that came back is forgotten, and young when it leaves again`() {
        var left = LeftErrors(limit: 100, order: [key(1): 3, key(2): 7])
        left.remove([key(1), key(5)])
        #expect(!left.contains(key(1)) && left.contains(key(2)) && left.count == 1)
        left.insert([key(1)])
        #expect(left.count == 2)
        left.remove([key(1), key(2)])
        #expect(left.blocks.isEmpty && left.count == 0)
    }

    @Test func `stored errors keep their order, and new ones follow them`() {
        var left = LeftErrors(limit: 2, order: [key(1): 7, key(2): 3])
        #expect(left.order(of: key(1)) == 7 && left.order(of: key(2)) == 3 && left.order(of: key(9)) == nil)
        left.insert([key(9)])
        #expect(left.order(of: key(9)) == 8 && !left.contains(key(2)))
    }

    @Test func `copies share the blocks that did not change`() {
        var left = LeftErrors(limit: 1_000)
        for poll in 0..<100 { left.insert([key(poll)]) }
        let before = left
        left.insert([key(100)])
        let same = before.blocks.count { block in left.blocks.contains { $0 === block } }
        #expect(same >= before.blocks.count - 2 && before.count == 100)
        #expect(left != before && left == left)
    }

    @Test func `each later block has a later place`() {
        var left = LeftErrors(limit: 8)
        for digest in 0..<4 { left.insert([key(digest)]) }
        #expect((0..<4).map { left.order(of: key($0)) } == [0, 1, 2, 3])
    }

    @Test func `errors are compared by what they are, not by when they left`() {
        let left = LeftErrors(limit: 100, order: [key(1): 3, key(2): 7])
        #expect(left == LeftErrors(limit: 100, order: [key(1): 9, key(2): 8]))
        #expect(left != LeftErrors(limit: 100, order: [key(1): 3, key(3): 7]))
        #expect(left != LeftErrors(limit: 100, order: [key(1): 3]))
    }
}
