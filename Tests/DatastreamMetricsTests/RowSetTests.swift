import Testing

@testable import DatastreamMetrics

struct RowSetTests {
    @Test func `a set contains what was inserted`() {
        var rows = RowSet()
        #expect(rows.isEmpty && !rows.contains(0))
        rows.insert(2)
        rows.insert(63)
        #expect((0..<64).filter(rows.contains) == [2, 63])
        rows.formUnion(RowSet(all: 3))
        #expect((0..<64).filter(rows.contains) == [0, 1, 2, 63])
        #expect(RowSet(all: 0).isEmpty && RowSet(all: 64).contains(63))
    }
}
