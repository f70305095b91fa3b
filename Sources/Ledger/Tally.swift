/// Counters of one family, one for each value of a label; all of them exist from the start, at 0.
package struct Tally<Key: TallyKey>: Sendable, Equatable {
    /// The counters by the place of their values; empty while all are 0.
    private var counts: [Int] = []

    /// Counters at 0.
    package init() {}

    /// Restores stored counters; what is missing or negative becomes 0.
    package init(_ kept: [Key: Int]) {
        for (key, count) in kept where count > 0 { self[key] = count }
    }

    /// The counter of a value.
    package private(set) subscript(key: Key) -> Int {
        get { counts.isEmpty ? 0 : counts[key.place] }
        set {
            if counts.isEmpty { counts = Array(repeating: 0, count: Key.allCases.count) }
            counts[key.place] = newValue
        }
    }

    /// All values and their counters, in the order of the values.
    package var all: [(key: Key, count: Int)] { Key.allCases.map { ($0, self[$0]) } }

    /// Counts one more.
    mutating func count(_ key: Key) { self[key].addSaturating(1) }
}
