package import Datastream
package import Notation

/// A run of a backfill job that was seen to end.
package struct FinishedRun: Hashable, Sendable {
    /// The object's id.
    package var objectID: String
    /// The object's label in its stream at that time.
    package var label: String
    /// Who started it.
    package var trigger: BackfillJob.Trigger
    /// How it ended.
    package var result: JobResult
    /// When it started; nil if it never did, or the API did not say.
    package var start: Timestamp?
    /// When it ended; nil if the API did not say.
    package var end: Timestamp?
    /// The distinct reasons of its errors: at most ten, each of at most 512 bytes.
    package var reasons: [String]
    /// Whether only a part of the object was loaded.
    package var isPartial: Bool
    /// When the exporter saw that it had ended.
    package var seenAt: Timestamp

    /// Creates a run from its parts.
    package init(
        objectID: String, label: String, trigger: BackfillJob.Trigger, result: JobResult, start: Timestamp?,
        end: Timestamp?, reasons: [String], isPartial: Bool, seenAt: Timestamp
    ) {
        self.objectID = objectID
        self.label = label
        self.trigger = trigger
        self.result = result
        self.start = start
        self.end = end
        self.reasons = reasons
        self.isPartial = isPartial
        self.seenAt = seenAt
    }

    /// Creates the run of an object's job that has just ended.
    init(of object: StreamObject, by trigger: BackfillJob.Trigger, result: JobResult, label: String, at now: Timestamp)
    {
        var reasons: [String] = []
        for error in object.jobErrors where reasons.count < Self.reasonLimit {
            let reason = LabelText.bounded(error.reason)
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        self.init(
            objectID: object.id, label: label, trigger: trigger, result: result,
            start: object.lastStartTime, end: object.lastEndTime, reasons: reasons, isPartial: object.isPartial,
            seenAt: now)
    }

    private static let reasonLimit = 10
}
