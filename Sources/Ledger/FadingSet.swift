/// A set of the most recent elements, up to a limit, that forgets the oldest first.
///
/// Elements age only as others arrive, not by a clock, so a clock that jumps does not make the set forget anything.
package struct FadingSet<Element: Hashable & Sendable>: Sendable, Equatable {
    /// The elements, with their order of arrival.
    package private(set) var order: [Element: Int]

    private let limit: Int
    private var next: Int

    /// Restores a stored set, or creates an empty one.
    package init(limit: Int, order: [Element: Int] = [:]) {
        self.limit = limit
        self.order = order
        next = order.values.max().map { $0 &+ 1 } ?? 0
    }

    /// How many elements are remembered: at most a quarter more than the limit.
    package var count: Int { order.count }

    /// Whether an element is remembered.
    package func contains(_ element: Element) -> Bool { order[element] != nil }

    /// Adds an element as the newest.
    mutating func insert(_ element: Element) {
        order[element] = next
        next &+= 1
    }

    /// Forgets an element.
    mutating func remove(_ element: Element) { order[element] = nil }

    /// Forgets the oldest elements down to the limit once the set exceeds the limit by more than a quarter.
    ///
    /// Returns them oldest first. Waiting for a quarter avoids the work of dropping a few elements each time.
    @discardableResult
    mutating func fade() -> [Element] {
        guard order.count > limit + limit / 4 else { return [] }
        let oldest = order.sorted { $0.value < $1.value }.prefix(order.count - limit).map(\.key)
        for element in oldest { order[element] = nil }
        return oldest
    }
}
