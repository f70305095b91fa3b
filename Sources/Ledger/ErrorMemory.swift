/// The errors seen on a stream, remembered so that each is counted once.
///
/// A listed error is never forgotten. Errors that are no longer listed are remembered up to a limit, because they may
/// come back.
package struct ErrorMemory: Sendable {
    /// The errors that are listed now.
    package private(set) var listed: Set<ErrorKey>
    /// The errors that are no longer listed.
    package private(set) var left: LeftErrors
    /// How many more times than once an error is listed.
    private var repeats: [ErrorKey: Int] = [:]

    /// Restores a stored memory.
    package init(listed: Set<ErrorKey> = [], left: LeftErrors) {
        self.listed = listed
        self.left = left
    }

    /// Whether the error was seen before.
    package func contains(_ key: ErrorKey) -> Bool { listed.contains(key) || left.contains(key) }

    /// Updates which errors are listed.
    ///
    /// - Parameters:
    ///   - added: the errors of all changed lists, as they are now.
    ///   - removed: the errors of the same lists, as they were before.
    /// - Returns: for each of the added errors, whether it was never seen before.
    mutating func change(added: [ErrorKey], removed: [ErrorKey]) -> [Bool] {
        var returned: Set<ErrorKey> = []
        let isNew = added.map { key in
            guard listed.insert(key).inserted else {
                repeats[key, default: 0].addSaturating(1)
                return false
            }
            guard left.contains(key) else { return true }
            returned.insert(key)
            return false
        }
        var leaving: [ErrorKey] = []
        for key in removed {
            if let more = repeats[key] {
                repeats[key] = more > 1 ? more - 1 : nil
            } else if listed.remove(key) != nil {
                leaving.append(key)
            }
        }
        left.remove(returned)
        left.insert(leaving)
        return isNew
    }

    /// Replaces the list of errors as a whole.
    ///
    /// - Returns: for each error, whether it was never seen before.
    mutating func replace(with now: [ErrorKey]) -> [Bool] {
        // What was listed may be of a list that is not known any more, so its repeats do not count.
        repeats = [:]
        let former = Array(listed)
        // Counted once more for the list before, which is then taken away.
        return change(added: now, removed: former)
    }
}

extension ErrorMemory: Equatable {
    /// Compares which errors are listed and which left.
    package static func == (left: ErrorMemory, right: ErrorMemory) -> Bool {
        left.listed == right.listed && left.left == right.left
    }
}
