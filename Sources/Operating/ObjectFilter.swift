package import Datastream
package import Notation

/// Selects objects of a stream for a command.
package struct ObjectFilter: Sendable {
    /// Patterns, one of which must match the object's label; empty for all.
    package var tables: [Glob]
    /// States, one of which the object must have; empty for all.
    package var states: Set<BackfillState>
    /// Whether an object must have an error.
    package var hasErrors: Bool
    /// The time by which its job must have ended; nil for any.
    package var endedBefore: Timestamp?

    /// Creates a filter; without arguments it selects all objects.
    package init(tables: [Glob] = [], states: Set<BackfillState> = [], hasErrors: Bool = false) {
        self.tables = tables
        self.states = states
        self.hasErrors = hasErrors
    }

    /// Whether it has no conditions.
    package var isEmpty: Bool { tables.isEmpty && states.isEmpty && !hasErrors && endedBefore == nil }

    /// Whether an object's label matches.
    package func names(_ object: StreamObject) -> Bool {
        tables.isEmpty || tables.contains { $0.matches(object.label) }
    }

    /// Whether an object is selected.
    package func selects(_ object: StreamObject) -> Bool {
        names(object) && (states.isEmpty || states.contains(object.backfillState))
            && (!hasErrors || !object.allErrors.isEmpty) && endedEarlyEnough(object)
    }

    /// If a job's end is unknown, its start decides; if that is unknown too, the job may have ended just now.
    private func endedEarlyEnough(_ object: StreamObject) -> Bool {
        guard let endedBefore else { return true }
        let times = [object.backfillJob?.lastStartTime, object.backfillJob?.lastEndTime].compactMap(\.self)
        return times.max().map { $0 <= endedBefore } ?? false
    }
}

extension StreamObject {
    /// The errors of its backfill job, followed by its own.
    var allErrors: [ReportedError] { (backfillJob?.errors ?? []) + errors }

    /// Whether its job is waiting or running.
    var isRunning: Bool { backfillState == .pending || backfillState == .active }
}
