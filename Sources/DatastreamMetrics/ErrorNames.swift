internal import Datastream

/// The reasons that keep their names in a stream; nil where all do.
struct ErrorNames: Equatable, Sendable {
    /// Of the errors of objects.
    let objects: Set<LabelText>?
    /// Of the errors of backfill jobs.
    let backfills: Set<LabelText>?

    init(_ summary: StreamSummary) {
        objects = Self.names(summary.objectErrors)
        backfills = Self.names(summary.backfillErrors)
    }

    private static func names(_ counts: ReasonCounts) -> Set<LabelText>? {
        counts.counts.count < ReasonCounts.limit ? nil : Set(counts.counts.keys)
    }
}
