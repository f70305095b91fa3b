package import Datastream

/// Which objects of a stream are meant.
package struct ObjectSelector: Sendable {
    /// Patterns of what people call an object, of which one must match; empty for all.
    package var tables: [Glob]
    /// States of which an object must have one; empty for all.
    package var states: Set<BackfillState>
    /// Whether an object must have an error.
    package var hasErrors: Bool

    /// A selector of its parts; without any it means all objects.
    package init(tables: [Glob] = [], states: Set<BackfillState> = [], hasErrors: Bool = false) {
        self.tables = tables
        self.states = states
        self.hasErrors = hasErrors
    }

    /// Whether it says nothing.
    package var isEmpty: Bool { tables.isEmpty && states.isEmpty && !hasErrors }

    /// Whether an object bears a name that is meant.
    package func names(_ object: StreamObject) -> Bool {
        tables.isEmpty || tables.contains { $0.matches(object.label) }
    }

    /// Whether an object is meant.
    package func selects(_ object: StreamObject) -> Bool {
        names(object) && (states.isEmpty || states.contains(object.backfillState))
            && (!hasErrors || !object.allErrors.isEmpty)
    }
}

extension StreamObject {
    /// The errors of its backfill job and its own.
    var allErrors: [ReportedError] { (backfillJob?.errors ?? []) + errors }

    /// Whether its job waits or runs.
    var isRunning: Bool { backfillState == .pending || backfillState == .active }
}
