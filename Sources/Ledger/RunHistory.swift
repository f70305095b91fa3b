internal import Datastream
internal import Notation

/// The finished runs of a stream, oldest first, bounded by age and count.
package struct RunHistory: Sendable, Equatable {
    /// The runs in the order of their sequence.
    package private(set) var runs: [FinishedRun]

    /// The sequence of the next run: no two runs of a stream ever have the same.
    package private(set) var next: Int

    private let limit: Int
    private let age: Duration

    /// A history that was kept, or an empty one; `next` counts where all runs were forgotten.
    package init(limit: Int, age: Duration, runs: [FinishedRun] = [], next: Int = 0) {
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
