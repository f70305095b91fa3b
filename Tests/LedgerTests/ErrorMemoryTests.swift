import Testing

@testable import Ledger

@Suite struct ErrorMemoryTests {
    private func key(_ digest: UInt128) -> ErrorKey { ErrorKey(source: .stream, digest: digest) }

    @Test func `gone errors are remembered, and the oldest are forgotten`() {
        var memory = ErrorMemory(listed: [key(1), key(2)], left: FadingSet(limit: 1, order: [key(3): 0]))
        memory.list([key(3)])
        #expect(memory.listed == [key(3)])
        #expect(Set(memory.left.order.keys) == [key(2)])
        #expect(!memory.contains(key(1)))
        #expect(memory.contains(key(2)) && memory.contains(key(3)))
    }
}
