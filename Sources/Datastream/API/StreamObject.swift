public import Notation

/// A table (or collection, or object) that a stream replicates.
///
/// Objects are immutable and shared. A poll that finds an object's bytes unchanged returns the same reference, so `===`
/// means that nothing changed.
public final class StreamObject: Hashable, Sendable {
    // The order of the fields leaves no gaps: there may be a million objects, each twice while a poll is read.
    @usableFromInline let texts: ObjectTexts
    private let times: ObjectTimes
    let findings: ObjectFindings?
    /// Identifies the object's JSON; nil for an object that was not read from a listing.
    let fingerprint: Fingerprint?
    /// The state of the backfill job; `NONE` without one.
    public let backfillState: BackfillState
    /// Who started the backfill job; nil without one.
    public let trigger: BackfillJob.Trigger?

    /// Creates an object from its fields.
    public convenience init(
        id: String, displayName: String = "", sourceObject: SourceObject? = nil, backfillJob: BackfillJob? = nil,
        errors: [ReportedError] = [], createTime: Timestamp? = nil, updateTime: Timestamp? = nil
    ) {
        let source = sourceObject.map { (type: $0.type.utf8, namespace: $0.namespace.utf8, table: $0.table.utf8) }
        self.init(
            ObjectTexts(id: id.utf8, displayName: displayName.utf8, source: source), job: backfillJob,
            errors: errors, createTime: createTime, updateTime: updateTime)
    }

    /// Takes decoded parts.
    init(
        _ texts: ObjectTexts, job: BackfillJob?, errors: [ReportedError], createTime: Timestamp?,
        updateTime: Timestamp?, notes: DecodingNotes = DecodingNotes(), new: NewObject? = nil
    ) {
        self.texts = texts
        var times = ObjectTimes()
        times[.creation] = createTime
        times[.update] = updateTime
        if let job {
            backfillState = job.state
            trigger = job.trigger
            times[.start] = job.lastStartTime
            times[.end] = job.lastEndTime
        } else {
            backfillState = .none
            trigger = nil
        }
        self.times = times
        findings = ObjectFindings.found(
            errors: errors, jobErrors: job?.errors ?? [], sqlWhereClause: job?.sqlWhereClause,
            notes: notes.isEmpty ? nil : notes, sharing: new?.former?.findings)
        fingerprint = new?.fingerprint
    }

    /// A copy with another job and other errors.
    public func with(backfillJob: BackfillJob?, errors: [ReportedError]) -> StreamObject {
        StreamObject(texts, job: backfillJob, errors: errors, createTime: createTime, updateTime: updateTime)
    }

    /// Compares byte by byte, because a scrape shows names exactly as they are written now.
    public static func == (left: StreamObject, right: StreamObject) -> Bool {
        left === right || left.hasSameFields(as: right)
    }

    private func hasSameFields(as other: StreamObject) -> Bool {
        backfillState == other.backfillState && trigger == other.trigger && times == other.times
            && texts == other.texts && ObjectFindings.areSame(findings, other.findings)
    }

    /// Hashes the id, which is unique in a stream.
    public func hash(into hasher: inout Hasher) {
        texts.withUTF8(of: .id) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension StreamObject {
    /// When the backfill job last started.
    public var lastStartTime: Timestamp? { times[.start] }
    /// When the backfill job last ended.
    public var lastEndTime: Timestamp? { times[.end] }
    /// When the object was created.
    public var createTime: Timestamp? { times[.creation] }
    /// When the object was last changed.
    public var updateTime: Timestamp? { times[.update] }
    /// The active errors on the object itself.
    public var errors: [ReportedError] { findings?.errors ?? [] }
    /// What caused the backfill job to fail.
    public var jobErrors: [ReportedError] { findings?.jobErrors ?? [] }
    /// The number of errors on the object and its job.
    public var errorCount: Int { findings.map { $0.errors.count + $0.jobErrors.count } ?? 0 }
    /// Whether the backfill job loads only part of the object.
    public var isPartial: Bool { findings?.sqlWhereClause != nil }
    /// What decoding tolerated; nil for nothing.
    var notes: DecodingNotes? { findings?.notes }

    /// The latest backfill job; nil when there never was one.
    public var backfillJob: BackfillJob? {
        guard let trigger else { return nil }
        return BackfillJob(
            state: backfillState, trigger: trigger, lastStartTime: lastStartTime, lastEndTime: lastEndTime,
            errors: jobErrors, sqlWhereClause: findings?.sqlWhereClause)
    }

    /// Whether both and their jobs list the same errors.
    public func hasSameErrors(as other: StreamObject) -> Bool {
        ObjectFindings.haveSameErrors(findings, other.findings)
    }
}
