/// The errors seen on a stream, remembered so that each is counted once.
///
/// A listed error is never forgotten. Errors that are no longer listed are remembered up to a limit, because they may
/// come back.
package struct ErrorMemory: Sendable, Equatable {
    /// The errors that are listed now.
    package private(set) var listed: Set<ErrorKey>
    /// The errors that are no longer listed, in the order in which they left.
    package private(set) var left: FadingSet<ErrorKey>

    /// Restores a stored memory.
    package init(listed: Set<ErrorKey>, left: FadingSet<ErrorKey>) {
        self.listed = listed
        self.left = left
    }

    /// Whether the error was seen before.
    package func contains(_ key: ErrorKey) -> Bool { listed.contains(key) || left.contains(key) }

    /// Replaces the listed errors; remembers those that left in the order of their keys.
    mutating func list(_ now: Set<ErrorKey>) {
        for key in now.subtracting(listed) { left.remove(key) }
        for key in listed.subtracting(now).sorted() { left.insert(key) }
        left.fade()
        listed = now
    }
}
