/// The most recent elements, up to a limit; the oldest is forgotten first.
///
/// Elements age as others arrive and not by a clock, so a clock that jumps makes nothing forgotten.
package struct FadingSet<Element: Hashable & Sendable>: Sendable, Equatable {
    /// The elements and the order in which they came.
    package private(set) var order: [Element: Int]

    private let limit: Int
    private var next: Int

    /// A set that was kept, or an empty one.
    package init(limit: Int, order: [Element: Int] = [:]) {
        self.limit = limit
        self.order = order
        next = order.values.max().map { $0 &+ 1 } ?? 0
    }

    /// How many elements are remembered: at most a quarter more than the limit.
    package var count: Int { order.count }

    /// Whether an element is remembered.
    package func contains(_ element: Element) -> Bool { order[element] != nil }

    /// Remembers an element as the youngest.
    mutating func insert(_ element: Element) {
        order[element] = next
        next &+= 1
    }

    /// Forgets an element.
    mutating func remove(_ element: Element) { order[element] = nil }

    /// Forgets the oldest down to the limit, oldest first, once there are a quarter more: not a few each time.
    @discardableResult
    mutating func fade() -> [Element] {
        guard order.count > limit + limit / 4 else { return [] }
        let oldest = order.sorted { $0.value < $1.value }.prefix(order.count - limit).map(\.key)
        for element in oldest { order[element] = nil }
        return oldest
    }
}
