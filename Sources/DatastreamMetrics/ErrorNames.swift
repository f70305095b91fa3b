internal import Datastream

/// The error reasons that keep their names in a stream, where there are too many to name them all.
///
/// It is a class because every object's status has it.
final class ErrorNames: Equatable, Sendable {
    /// Reasons of the errors on objects; nil for all.
    let objects: Set<LabelText>?
    /// Reasons of the errors of backfill jobs; nil for all.
    let backfills: Set<LabelText>?

    /// Nil if all reasons keep their names.
    init?(_ summary: StreamSummary) {
        objects = Self.names(summary.objectErrors)
        backfills = Self.names(summary.backfillErrors)
        if objects == nil, backfills == nil { return nil }
    }

    private static func names(_ counts: ReasonCounts) -> Set<LabelText>? {
        counts.counts.count < ReasonCounts.limit ? nil : Set(counts.counts.keys)
    }

    static func == (left: ErrorNames, right: ErrorNames) -> Bool {
        left === right || left.objects == right.objects && left.backfills == right.backfills
    }
}
