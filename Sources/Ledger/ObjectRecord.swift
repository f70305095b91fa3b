package import Datastream
package import Notation

/// What a ledger remembers about an object, beside the object as last listed.
package struct ObjectRecord: Hashable, Sendable {
    /// The state of its backfill job when it was listed last.
    package var state: BackfillState
    /// When the exporter first saw it in that state.
    package var since: Timestamp
    /// The latest time of creation that was seen; a later one is another object under the same id.
    package var createTime: Timestamp?
    /// The runs of its backfill job.
    package var jobs: JobMemory
    /// How long its last completed run that loaded the whole object took, in seconds; nil until one was seen.
    package var previousDuration: Double?
    /// Whether the last whole listing lacked it, for the first time.
    package var isMissing: Bool

    /// A record of known parts.
    package init(
        state: BackfillState, since: Timestamp, createTime: Timestamp?, jobs: JobMemory = JobMemory(),
        previousDuration: Double? = nil, isMissing: Bool = false
    ) {
        self.state = state
        self.since = since
        self.createTime = createTime
        self.jobs = jobs
        self.previousDuration = previousDuration
        self.isMissing = isMissing
    }

    /// The record of an object that was there at first sight of its stream.
    init(baseline object: StreamObject, at now: Timestamp) {
        self.init(
            state: object.backfillState, since: now, createTime: object.createTime,
            jobs: JobMemory(baseline: object.backfillJob), previousDuration: object.backfillJob?.wholeDuration)
    }

    /// Whether an object of the same id was created after the one of this record.
    func isOlder(than object: StreamObject) -> Bool {
        guard let createTime, let other = object.createTime else { return false }
        return other > createTime
    }

    /// Keeps the latest known creation time: an earlier one comes from an outdated answer.
    mutating func note(createTime other: Timestamp?) {
        guard let other, createTime.map({ other > $0 }) ?? true else { return }
        createTime = other
    }
}
