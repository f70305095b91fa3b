/// The errors that are no longer listed; beyond a limit, those that left first are forgotten.
///
/// They stand in immutable blocks, so that a copy of a ledger shares all that did not change. Errors age only as others
/// leave, not by a clock, so a clock that jumps does not make anything be forgotten.
package struct LeftErrors: Sendable {
    /// The errors, oldest first.
    package private(set) var blocks: [ErrorBlock] = []
    /// How many errors are remembered: at most an eighth more than the limit.
    package private(set) var count = 0

    private let limit: Int
    /// Small blocks are forgotten without forgetting much at once.
    private let largestBlock: Int
    private var next: Int

    /// Restores stored errors with their places in the order in which they left, or starts with none.
    package init(limit: Int, order: [ErrorKey: Int] = [:]) {
        self.limit = limit
        largestBlock = max(1, limit / 8)
        next = (order.values.max() ?? -1) &+ 1
        let oldestFirst = order.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        for start in stride(from: 0, to: oldestFirst.count, by: largestBlock) {
            let part = oldestFirst[start..<min(start + largestBlock, oldestFirst.count)]
            append(part.map(\.key).sorted(), order: part.first?.value ?? 0)
        }
    }

    /// Whether an error is remembered.
    package func contains(_ key: ErrorKey) -> Bool { blocks.contains { $0.contains(key) } }

    /// The place of an error in the order in which errors left; nil if it is not remembered.
    package func order(of key: ErrorKey) -> Int? { blocks.first { $0.contains(key) }?.order }

    /// Adds errors that left just now, and forgets the oldest beyond the limit.
    mutating func insert(_ keys: some Collection<ErrorKey>) {
        let sorted = keys.sorted()
        for start in stride(from: 0, to: sorted.count, by: largestBlock) {
            append(Array(sorted[start..<min(start + largestBlock, sorted.count)]), order: next)
            next &+= 1
            mergeLast()
        }
        while let first = blocks.first, count - first.keys.count >= limit {
            count -= first.keys.count
            blocks.removeFirst()
        }
    }

    /// Forgets errors that came back.
    mutating func remove(_ keys: Set<ErrorKey>) {
        guard !keys.isEmpty else { return }
        blocks = blocks.compactMap { block in
            let kept = block.keys.filter { !keys.contains($0) }
            guard kept.count < block.keys.count else { return block }
            count -= block.keys.count - kept.count
            return kept.isEmpty ? nil : ErrorBlock(kept, order: block.order)
        }
    }

    private mutating func append(_ keys: [ErrorKey], order: Int) {
        blocks.append(ErrorBlock(keys, order: order))
        count += keys.count
    }

    /// Joins the last blocks while they are of similar size, so that there are few.
    ///
    /// The joined block takes the place of the older one, so the order of all blocks stays the same.
    private mutating func mergeLast() {
        while blocks.count > 1 {
            let (older, newer) = (blocks[blocks.count - 2], blocks[blocks.count - 1])
            let sum = older.keys.count + newer.keys.count
            guard older.keys.count <= 2 * newer.keys.count, sum <= largestBlock else { return }
            blocks.removeLast(2)
            blocks.append(ErrorBlock((older.keys + newer.keys).sorted(), order: older.order))
        }
    }
}

extension LeftErrors: Equatable {
    /// Compares the errors, not their order.
    package static func == (left: LeftErrors, right: LeftErrors) -> Bool {
        left.count == right.count
            && (left.blocks.elementsEqual(right.blocks, by: ===)
                || left.blocks.allSatisfy { $0.keys.allSatisfy(right.contains) })
    }
}
