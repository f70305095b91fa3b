import Testing

@testable import DatastreamMetrics

struct ObjectCutTests {
    @Test(arguments: [
        (0, [3, 3], [0, 0]), (10, [3, 3], [0, 0]), (99, [3, 3], [0, 0]), (9, [2, 2], [3, 1]), (6, [2, 2], [1, 0]),
        (5, [2, 2], [0, 0]), (3, [1, 1], [1, 0]), (4, [1, 1], [2, 0]), (1, [0, 0], [1, 0]),
    ])
    func `a limit takes whole ranks, and from the last one the first streams`(limit: Int, ranks: [Int], takes: [Int]) {
        let cuts = ObjectCut.cuts(of: [[1, 2, 3], [1, 1, 2]], to: limit)
        #expect(cuts.map(\.rank) == ranks)
        #expect(cuts.map(\.take) == takes)
    }

    @Test func `without streams there is nothing to cut`() {
        #expect(ObjectCut.cuts(of: [], to: 5) == [])
    }
}
