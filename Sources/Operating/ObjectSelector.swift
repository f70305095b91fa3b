package import Datastream
package import Notation

/// Which objects of a stream are meant.
package struct ObjectSelector: Sendable {
    /// Patterns, one of which must match the object's name; empty for all.
    package var tables: [Glob]
    /// States, one of which the object must have; empty for all.
    package var states: Set<BackfillState>
    /// Whether an object must have an error.
    package var hasErrors: Bool
    /// The time by which its job must have ended; nil for any.
    package var endedBefore: Timestamp?

    /// A selector of its parts; without any it means all objects.
    package init(tables: [Glob] = [], states: Set<BackfillState> = [], hasErrors: Bool = false) {
        self.tables = tables
        self.states = states
        self.hasErrors = hasErrors
    }

    /// Whether it says nothing.
    package var isEmpty: Bool { tables.isEmpty && states.isEmpty && !hasErrors && endedBefore == nil }

    /// Whether the name of an object is meant.
    package func names(_ object: StreamObject) -> Bool {
        tables.isEmpty || tables.contains { $0.matches(object.label) }
    }

    /// Whether an object is meant.
    package func selects(_ object: StreamObject) -> Bool {
        names(object) && (states.isEmpty || states.contains(object.backfillState))
            && (!hasErrors || !object.allErrors.isEmpty) && endedEarlyEnough(object)
    }

    /// Where the end of a job is not known, its start decides; where that is unknown too, it may have ended just now.
    private func endedEarlyEnough(_ object: StreamObject) -> Bool {
        guard let endedBefore else { return true }
        let times = [object.backfillJob?.lastStartTime, object.backfillJob?.lastEndTime].compactMap(\.self)
        return times.max().map { $0 <= endedBefore } ?? false
    }
}

extension StreamObject {
    /// The errors of its backfill job and its own.
    var allErrors: [ReportedError] { (backfillJob?.errors ?? []) + errors }

    /// Whether its job waits or runs.
    var isRunning: Bool { backfillState == .pending || backfillState == .active }
}
