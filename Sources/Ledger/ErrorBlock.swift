/// Errors that left one after another; versions of a ledger share it.
package final class ErrorBlock: Sendable {
    /// The errors, sorted.
    package let keys: [ErrorKey]
    /// The block's place in the order in which errors left.
    package let order: Int

    /// Creates a block from sorted keys.
    init(_ keys: [ErrorKey], order: Int) {
        self.keys = keys
        self.order = order
    }

    /// Whether it has an error.
    package func contains(_ key: ErrorKey) -> Bool {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] == key { return true }
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return false
    }
}
