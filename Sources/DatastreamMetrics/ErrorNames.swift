internal import Datastream

/// The error reasons that keep their names in a stream; nil means that all do.
struct ErrorNames: Equatable, Sendable {
    /// Reasons of the errors on objects.
    let objects: Set<LabelText>?
    /// Reasons of the errors of backfill jobs.
    let backfills: Set<LabelText>?

    init(_ summary: StreamSummary) {
        objects = Self.names(summary.objectErrors)
        backfills = Self.names(summary.backfillErrors)
    }

    private static func names(_ counts: ReasonCounts) -> Set<LabelText>? {
        counts.counts.count < ReasonCounts.limit ? nil : Set(counts.counts.keys)
    }
}
