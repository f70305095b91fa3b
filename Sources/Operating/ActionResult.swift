/// The outcome of a command on an object.
package struct ActionResult: Hashable, Sendable {
    /// The object, as it was chosen.
    package let target: Target
    package let outcome: Outcome
    /// The object as it was last read: before the command, in its response, or after it.
    package let seen: Target

    /// Creates a result.
    package init(_ target: Target, _ outcome: Outcome, seen: Target? = nil) {
        self.target = target
        self.outcome = outcome
        self.seen = seen ?? target
    }
}
