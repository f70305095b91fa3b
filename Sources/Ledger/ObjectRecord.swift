package import Datastream
package import Notation

/// What a ledger remembers about an object, besides the object as last listed.
package struct ObjectRecord: Hashable, Sendable {
    /// The state of its backfill job when it was last listed.
    package var state: BackfillState
    /// When the exporter first saw it in that state.
    package var since: Timestamp
    /// The latest creation time seen; a later one means another object with the same id.
    package var createTime: Timestamp?
    /// The runs of its backfill job.
    package var jobs: JobMemory
    /// Seconds that its last completed run of the whole object took; nil until one was seen.
    package var previousDuration: Double?
    /// Whether the last complete listing was the first that lacked it.
    package var isMissing: Bool

    /// Creates a record from its parts.
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

    /// Creates the record of an object in the baseline of its stream.
    init(baseline object: StreamObject, at now: Timestamp) {
        self.init(
            state: object.backfillState, since: now, createTime: object.createTime,
            jobs: JobMemory(baseline: object), previousDuration: object.wholeDuration)
    }

    /// Whether an object with the same id was created after the one of this record.
    func isOlder(than object: StreamObject) -> Bool {
        guard let createTime, let other = object.createTime else { return false }
        return other > createTime
    }

    /// Keeps the latest known creation time: an earlier one comes from an outdated response.
    mutating func note(createTime other: Timestamp?) {
        guard let other, createTime.map({ other > $0 }) ?? true else { return }
        createTime = other
    }
}
