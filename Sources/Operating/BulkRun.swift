package import CommandLine
internal import Datastream

/// The progress of a command on many objects: those that remain, and the results so far.
package struct BulkRun: Hashable, Sendable {
    /// The remaining objects, in order.
    package private(set) var waiting: ArraySlice<Target>
    /// The results so far, in the order in which they became known.
    package private(set) var results: [ActionResult] = []

    /// Why the run could not continue; nil as long as it can.
    package internal(set) var obstacle: CommandFailure?

    /// Creates a run that has not begun.
    package init(_ targets: [Target]) { waiting = targets[...] }

    /// Removes and returns the next object; nil if none remains.
    package mutating func next() -> Target? { waiting.popFirst() }

    /// Records the result for an object.
    package mutating func record(_ result: ActionResult) { results.append(result) }

    /// Removes the remaining objects that, according to a listing, no longer match.
    package mutating func drop(unless selector: ObjectFilter, in listing: [Target]) -> [ActionResult] {
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

    /// Ends the run: the remaining objects were not begun.
    package mutating func abandon() -> [ActionResult] {
        let rest = waiting.map { ActionResult($0, .notBegun) }
        waiting = []
        results += rest
        return rest
    }

    /// The exit code of the worst result.
    package func exitCode(toleratesAlready: Bool) -> ExitCode {
        results.reduce(obstacle?.exitCode ?? .success) {
            max($0, $1.outcome.exitCode(toleratesAlready: toleratesAlready))
        }
    }
}
