import Testing

@testable import Ledger

@Suite struct ErrorMemoryTests {
    private func key(_ digest: UInt128) -> ErrorKey { ErrorKey(source: .stream, digest: digest) }

    @Test func `gone errors are remembered, and the oldest are forgotten`() {
        var memory = ErrorMemory(listed: [key(1), key(2)], left: LeftErrors(limit: 1, order: [key(3): 0]))
        #expect(memory.replace(with: [key(3)]) == [false])
        #expect(memory.listed == [key(3)])
        #expect(memory.left.blocks.flatMap(\.keys) == [key(2)])
        #expect(!memory.contains(key(1)))
        #expect(memory.contains(key(2)) && memory.contains(key(3)))
    }

    @Test func `an error leaves with the last list that has it`() {
        var memory = ErrorMemory(left: LeftErrors(limit: 9))
        #expect(memory.replace(with: [key(1), key(1), key(2)]) == [true, false, true])
        #expect(memory.change(added: [key(1)], removed: [key(1), key(1)]) == [false])
        #expect(memory.listed == [key(1), key(2)] && memory.left.count == 0)
        #expect(memory.change(added: [key(2), key(3)], removed: [key(1), key(2)]) == [false, true])
        #expect(memory.listed == [key(2), key(3)] && memory.left.order(of: key(1)) == 0)
        #expect(memory.change(added: [key(1)], removed: []) == [false])
        #expect(memory.listed.count == 3 && memory.left.count == 0)
    }

    @Test func `a list that was replaced says nothing of how often an error is listed`() {
        var memory = ErrorMemory(left: LeftErrors(limit: 9))
        _ = memory.replace(with: [key(1), key(1)])
        _ = memory.replace(with: [key(1)])
        _ = memory.change(added: [], removed: [key(1)])
        #expect(memory.listed.isEmpty && memory.left.count == 1)
    }

    @Test func `memories are equal when the same errors are listed and the same left`() {
        let left = LeftErrors(limit: 9, order: [key(3): 0])
        let memory = ErrorMemory(listed: [key(1)], left: left)
        #expect(memory == ErrorMemory(listed: [key(1)], left: left))
        #expect(memory != ErrorMemory(listed: [key(2)], left: left))
        #expect(memory != ErrorMemory(listed: [key(1)], left: LeftErrors(limit: 9)))
    }
}
