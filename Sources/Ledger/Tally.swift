/// Counters of one family, one for each value of a label; all of them exist from the start, at 0.
package struct Tally<Key: Hashable & CaseIterable & Sendable>: Sendable, Equatable {
    private var counts: [Key: Int] = [:]

    /// Counters at 0.
    package init() {}

    /// Restores stored counters; what is missing or negative becomes 0.
    package init(_ kept: [Key: Int]) { counts = kept.filter { $0.value > 0 } }

    /// The counter of a value.
    package subscript(key: Key) -> Int { counts[key] ?? 0 }

    /// All values and their counters, in the order of the values.
    package var all: [(key: Key, count: Int)] { Key.allCases.map { ($0, self[$0]) } }

    /// Counts one more.
    mutating func count(_ key: Key) { counts[key, default: 0].addSaturating(1) }
}

extension Int {
    /// Adds, but stops at the largest number: a counter that no longer moves is better than a trap.
    mutating func addSaturating(_ amount: Int) {
        let (sum, overflow) = addingReportingOverflow(amount)
        self = overflow ? .max : sum
    }
}
