package import CommandLine
internal import Datastream

/// The state of work on many objects: what is to be done, and what became of each.
package struct BulkRun: Hashable, Sendable {
    /// The objects that are left, in their order.
    package private(set) var waiting: ArraySlice<Target>
    /// What became of the others, in the order in which it was known.
    package private(set) var results: [ActionResult] = []

    /// Why the work could not go on; nil as long as it could.
    package internal(set) var obstacle: CommandFailure?

    /// Work that has not begun.
    package init(_ targets: [Target]) { waiting = targets[...] }

    /// The next object; nil when none is left.
    package mutating func next() -> Target? { waiting.popFirst() }

    /// Takes what became of an object.
    package mutating func record(_ result: ActionResult) { results.append(result) }

    /// Drops the waiting objects that a listing shows as no longer selected.
    package mutating func drop(unless selector: ObjectSelector, in listing: [Target]) -> [ActionResult] {
        var now: [ByteText: Target] = [:]
        for target in listing { now[ByteText(target.name.id)] = target }
        var dropped: [ActionResult] = []
        waiting =
            waiting.filter { target in
                guard let seen = now[ByteText(target.name.id)], !selector.selects(seen.object) else {
                    return true
                }
                dropped.append(ActionResult(target, .superseded(seen.object.backfillState), seen: seen))
                return false
            }[...]
        results += dropped
        return dropped
    }

    /// Ends the work: what is left was not begun.
    package mutating func abandon() -> [ActionResult] {
        let rest = waiting.map { ActionResult($0, .notBegun) }
        waiting = []
        results += rest
        return rest
    }

    /// The worst of all results.
    package func exitCode(toleratesAlready: Bool) -> ExitCode {
        results.reduce(obstacle?.exitCode ?? .success) {
            max($0, $1.outcome.exitCode(toleratesAlready: toleratesAlready))
        }
    }
}
