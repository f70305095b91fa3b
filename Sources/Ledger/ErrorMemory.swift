/// The errors of a stream that were seen, so that each is counted once.
///
/// A listed error is never forgotten. Errors that left are remembered up to a limit, as they may come back.
package struct ErrorMemory: Sendable, Equatable {
    /// The errors that are listed now.
    package private(set) var listed: Set<ErrorKey>
    /// The errors that were listed before, by the order in which they left.
    package private(set) var left: FadingSet<ErrorKey>

    /// A memory that was kept.
    package init(listed: Set<ErrorKey>, left: FadingSet<ErrorKey>) {
        self.listed = listed
        self.left = left
    }

    /// Whether the error was seen before.
    package func contains(_ key: ErrorKey) -> Bool { listed.contains(key) || left.contains(key) }

    /// Takes the errors that are listed now; those that left are remembered in the order of their keys.
    mutating func list(_ now: Set<ErrorKey>) {
        for key in now.subtracting(listed) { left.remove(key) }
        for key in listed.subtracting(now).sorted() { left.insert(key) }
        left.fade()
        listed = now
    }
}
