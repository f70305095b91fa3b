public import Datastream
public import Notation

/// What a ledger remembers of one object, beside the object as it was listed last.
public struct ObjectRecord: Hashable, Sendable {
    /// The state of its backfill job when it was listed last.
    public var state: BackfillState
    /// When the exporter first saw it in that state.
    public var since: Timestamp
    /// The latest time of creation that was seen; a later one is another object under the same id.
    public var createTime: Timestamp?
    /// The runs of its backfill job.
    public var jobs: JobMemory
    /// Whether the last whole listing lacked it, for the first time.
    public var isMissing: Bool

    /// A record of known parts.
    public init(
        state: BackfillState, since: Timestamp, createTime: Timestamp?, jobs: JobMemory = JobMemory(),
        isMissing: Bool = false
    ) {
        self.state = state
        self.since = since
        self.createTime = createTime
        self.jobs = jobs
        self.isMissing = isMissing
    }

    /// The record of an object that was there at first sight of its stream.
    init(baseline object: StreamObject, at now: Timestamp) {
        self.init(
            state: object.backfillState, since: now, createTime: object.createTime,
            jobs: JobMemory(baseline: object.backfillJob))
    }

    /// Whether an object of the same id was created after the one that this record is of.
    func isOlder(than object: StreamObject) -> Bool {
        guard let createTime, let other = object.createTime else { return false }
        return other > createTime
    }

    /// The later of the known times of creation: an earlier one is an answer of before.
    mutating func note(createTime other: Timestamp?) {
        guard let other, createTime.map({ other > $0 }) ?? true else { return }
        createTime = other
    }
}

/// Objects that left a stream, so that the job of one that returns counts nothing twice.
public struct DepartedObjects: Sendable, Equatable {
    /// What is remembered of them, by id.
    public private(set) var records: [String: ObjectRecord]
    /// The order in which they left.
    public private(set) var order: FadingSet<String>

    /// Objects that were kept, or none.
    public init(limit: Int, records: [String: ObjectRecord] = [:], order: [String: Int] = [:]) {
        self.records = records
        self.order = FadingSet(limit: limit, order: order)
    }

    /// Remembers an object that left.
    mutating func insert(_ record: ObjectRecord, id: String) {
        records[id] = record
        order.insert(id)
    }

    /// Takes out an object that returned.
    mutating func remove(_ id: String) -> ObjectRecord? {
        order.remove(id)
        return records.removeValue(forKey: id)
    }

    /// Forgets those that left first, once there are too many.
    mutating func fade() { for id in order.fade() { records[id] = nil } }
}
