import Testing

@testable import Ledger

@Suite struct ErrorMemoryTests {
    private func key(_ digest: UInt128) -> ErrorKey { ErrorKey(source: .stream, digest: digest) }

    @Test func `what leaves, returns and is forgotten is noted`() {
        var memory = ErrorMemory(listed: [key(1), key(2)], left: FadingSet(limit: 1, order: [key(3): 0]))
        var changes = LedgerChanges()
        memory.list([key(3)], noting: &changes)
        #expect(changes.listedErrors == [key(3)])
        #expect(changes.leftErrors == [key(1), key(2)])
        #expect(changes.forgottenErrors == [key(1)])
        #expect(!memory.contains(key(1)))
        #expect(memory.contains(key(2)) && memory.contains(key(3)))
    }
}
