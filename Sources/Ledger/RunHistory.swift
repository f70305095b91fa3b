public import Datastream
public import Notation

/// A run of a backfill job that was seen to end.
public struct FinishedRun: Hashable, Sendable {
    /// Its place among the runs of the stream, which never changes.
    public var sequence: Int
    /// The object's id.
    public var objectID: String
    /// The object's label in its stream, as it was then.
    public var label: String
    /// Who started it.
    public var trigger: BackfillJob.Trigger
    /// How it ended.
    public var result: JobResult
    /// When it started; nil when it never did, or the API did not say.
    public var start: Timestamp?
    /// When it ended; nil when the API did not say.
    public var end: Timestamp?
    /// The reasons of its errors, each once, at most ten of at most 512 bytes.
    public var reasons: [String]
    /// Whether a part of the object was loaded only.
    public var isPartial: Bool
    /// When the exporter saw that it had ended.
    public var seenAt: Timestamp

    /// A run of known parts.
    public init(
        sequence: Int, objectID: String, label: String, trigger: BackfillJob.Trigger, result: JobResult,
        start: Timestamp?, end: Timestamp?, reasons: [String], isPartial: Bool, seenAt: Timestamp
    ) {
        self.sequence = sequence
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

    static let reasonLimit = 10
}

/// The finished runs of a stream, oldest first, bounded by age and count.
public struct RunHistory: Sendable, Equatable {
    /// The runs in the order of their sequence.
    public private(set) var runs: [FinishedRun]

    /// The sequence of the next run: no two runs of a stream ever have the same.
    public private(set) var next: Int

    private let limit: Int
    private let age: Duration

    /// A history that was kept, or an empty one; `next` counts where all runs were forgotten.
    public init(limit: Int, age: Duration, runs: [FinishedRun] = [], next: Int = 0) {
        self.limit = limit
        self.age = age
        self.runs = runs.sorted { $0.sequence < $1.sequence }
        self.next = max(next, self.runs.last.map { $0.sequence &+ 1 } ?? 0)
    }

    /// Adds the run of an object's job that has just ended.
    mutating func add(
        _ job: BackfillJob, result: JobResult, of objectID: String, label: String, at now: Timestamp
    ) -> FinishedRun {
        var reasons: [String] = []
        for error in job.errors where reasons.count < FinishedRun.reasonLimit {
            let reason = LabelText.bounded(error.reason)
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        let run = FinishedRun(
            sequence: next, objectID: objectID, label: label, trigger: job.trigger, result: result,
            start: job.lastStartTime, end: job.lastEndTime, reasons: reasons, isPartial: job.isPartial, seenAt: now)
        next &+= 1
        runs.append(run)
        return run
    }

    /// Writes a start or an end into a run that is now known better, if it is still in the history.
    mutating func amend(_ former: SeenRun, of objectID: String, as job: BackfillJob) {
        let found = runs.lastIndex {
            $0.objectID == objectID && $0.start == former.start && $0.end == former.end
        }
        guard let found else { return }
        runs[found].start = former.start ?? job.lastStartTime
        runs[found].end = job.lastEndTime ?? former.end
    }

    /// Forgets what is too much, or too old beside the latest run: a jump of our clock alone forgets nothing.
    mutating func forget(before now: Timestamp) {
        guard let latest = runs.last else { return }
        let oldest = min(now, latest.end ?? latest.start ?? now).advanced(by: .zero - age)
        let tooMany = max(0, runs.count - limit)
        let expired = runs.dropFirst(tooMany).prefix { $0.seenAt < oldest }.count
        // No write where nothing goes: the runs may be shared.
        if tooMany + expired > 0 { runs.removeFirst(tooMany + expired) }
    }
}
