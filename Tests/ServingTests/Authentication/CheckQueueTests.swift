import Testing

@testable import Serving

@Suite struct CheckQueueTests {
    private static func host(_ number: UInt64) -> SocketAddress.Host { SocketAddress.Host(high: 0, low: number) }

    @Test func `addresses take turns, however many checks one of them wants`() {
        var queue = CheckQueue<String>(limit: 10, perHost: 3)
        #expect((0..<5).map { queue.push("a\($0)", id: $0, of: Self.host(1)) } == [true, true, true, false, false])
        let isTaken = queue.push("b", id: 9, of: Self.host(2))
        #expect(isTaken)
        #expect((0..<5).map { _ in queue.pop()?.item } == ["a0", "b", "a1", "a2", nil])
    }

    @Test func `the queue has a limit for all addresses together`() {
        var queue = CheckQueue<Int>(limit: 2, perHost: 2)
        #expect((0..<3).map { queue.push(0, id: $0, of: Self.host($0)) } == [true, true, false])
    }

    @Test func `a check for a client that left is skipped`() {
        var queue = CheckQueue<String>(limit: 10, perHost: 3)
        for id in 0..<3 { _ = queue.push("a\(id)", id: UInt64(id), of: Self.host(1)) }
        _ = queue.push("b", id: 7, of: Self.host(2))
        queue.remove(0, of: Self.host(1))
        queue.remove(7, of: Self.host(2))
        queue.remove(8, of: Self.host(3))
        #expect(queue.count == 2)
        #expect((0..<3).map { _ in queue.pop()?.id } == [1, 2, nil])
    }
}
