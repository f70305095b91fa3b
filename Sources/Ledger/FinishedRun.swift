package import Datastream
package import Notation

/// A run of a backfill job that was seen to end.
package struct FinishedRun: Hashable, Sendable {
    /// The object's id.
    package var objectID: String
    /// The object's label in its stream, as it was then.
    package var label: String
    /// Who started it.
    package var trigger: BackfillJob.Trigger
    /// How it ended.
    package var result: JobResult
    /// When it started; nil when it never did, or the API did not say.
    package var start: Timestamp?
    /// When it ended; nil when the API did not say.
    package var end: Timestamp?
    /// The reasons of its errors, each once, at most ten of at most 512 bytes.
    package var reasons: [String]
    /// Whether a part of the object was loaded only.
    package var isPartial: Bool
    /// When the exporter saw that it had ended.
    package var seenAt: Timestamp

    /// A run of known parts.
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

    /// The run of an object's job that has just ended.
    init(_ job: BackfillJob, result: JobResult, of objectID: String, label: String, at now: Timestamp) {
        var reasons: [String] = []
        for error in job.errors where reasons.count < Self.reasonLimit {
            let reason = LabelText.bounded(error.reason)
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        self.init(
            objectID: objectID, label: label, trigger: job.trigger, result: result, start: job.lastStartTime,
            end: job.lastEndTime, reasons: reasons, isPartial: job.isPartial, seenAt: now)
    }

    private static let reasonLimit = 10
}
