internal import Datastream

/// The error reasons that keep their names in a stream; nil means that all do.
///
/// All objects of a stream share it: a class, so that a copy of an object's status costs one reference for it.
final class ErrorNames: Equatable, Sendable {
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

    static func == (left: ErrorNames, right: ErrorNames) -> Bool {
        left === right || left.objects == right.objects && left.backfills == right.backfills
    }
}
