internal import Datastream
internal import Ledger

/// An object as it was listed last, without its errors, and what is remembered of it.
struct ObjectRow: StoredRow {
    /// The id of the object before it, so that a newcomer changes one row and not all after it; nil for the first.
    let previous: String?
    /// The object; its lists of errors are empty.
    var object: StreamObject
    let record: ObjectRecord
    /// How many errors the object lists.
    let errors: Int
    /// How many errors its job lists; nil without one.
    let jobErrors: Int?

    static let table = Table.objects

    init(_ object: StreamObject, _ record: ObjectRecord, after previous: String?) {
        self.previous = previous
        self.object = object
        self.record = record
        errors = object.errors.count
        jobErrors = object.backfillJob?.errors.count
    }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        let id = try columns.text()
        previous = try columns.optionalText()
        let displayName = try columns.text()
        let (type, namespace, table) = (
            try columns.optionalText(), try columns.optionalText(), try columns.optionalText()
        )
        var source: SourceObject?
        if let type, let namespace, let table {
            source = SourceObject(type: type, namespace: namespace, table: table)
        } else if type != nil || namespace != nil || table != nil {
            throw columns.damage("has half a source object")
        }
        let job: BackfillJob?
        (job, jobErrors) = try columns.job()
        errors = try columns.count()
        object = StreamObject(
            id: id, displayName: displayName, sourceObject: source, backfillJob: job,
            createTime: try columns.optionalTimestamp(), updateTime: try columns.optionalTimestamp())
        record = try columns.record()
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(object.id)
        columns.add(previous)
        columns.add(object.displayName)
        columns.add(object.sourceObject?.type)
        columns.add(object.sourceObject?.namespace)
        columns.add(object.sourceObject?.table)
        columns.add(object.backfillJob?.state.rawValue)
        columns.add(object.backfillJob?.trigger.rawValue)
        columns.add(object.backfillJob?.lastStartTime)
        columns.add(object.backfillJob?.lastEndTime)
        columns.add(object.backfillJob?.sqlWhereClause)
        columns.add(jobErrors)
        columns.add(errors)
        columns.add(object.createTime)
        columns.add(object.updateTime)
        columns.add(record)
    }
}

/// An object that left, and what is remembered of it.
struct DepartedObjectRow: StoredRow {
    let id: String
    /// Its place in the order in which objects left.
    let leftAs: Int
    let record: ObjectRecord

    static let table = Table.departedObjects

    init(_ id: String, leftAs: Int, record: ObjectRecord) {
        self.id = id
        self.leftAs = leftAs
        self.record = record
    }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        id = try columns.text()
        leftAs = try columns.count()
        record = try columns.record()
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(id)
        columns.add(leftAs)
        columns.add(record)
    }
}

extension ColumnReader {
    fileprivate mutating func job() throws(StoreFailure) -> (BackfillJob?, errors: Int?) {
        let state: BackfillState? = try optionalChoice()
        let trigger: BackfillJob.Trigger? = try optionalChoice()
        let (start, end) = (try optionalTimestamp(), try optionalTimestamp())
        let (clause, errors) = (try optionalText(), try optionalCount())
        guard let state, let trigger, errors != nil else {
            guard state == nil, trigger == nil, start == nil, end == nil, clause == nil, errors == nil else {
                throw damage("has half a job")
            }
            return (nil, nil)
        }
        let job = BackfillJob(
            state: state, trigger: trigger, lastStartTime: start, lastEndTime: end, sqlWhereClause: clause)
        return (job, errors)
    }

    fileprivate mutating func record() throws(StoreFailure) -> ObjectRecord {
        let state: BackfillState = try choice()
        let (since, created) = (try timestamp(), try optionalTimestamp())
        let isMissing = try flag()
        let jobs = JobMemory(latest: try run(), earlier: try run())
        return ObjectRecord(state: state, since: since, createTime: created, jobs: jobs, isMissing: isMissing)
    }

    private mutating func run() throws(StoreFailure) -> SeenRun? {
        let (start, end) = (try optionalTimestamp(), try optionalTimestamp())
        let result: JobResult? = try optionalChoice()
        guard let isMeasured = try optionalFlag() else {
            guard start == nil, end == nil, result == nil else { throw damage("has half a run") }
            return nil
        }
        return SeenRun(start: start, end: end, result: result, isMeasured: isMeasured)
    }
}

extension ColumnWriter {
    fileprivate mutating func add(_ record: ObjectRecord) {
        add(record.state.rawValue)
        add(record.since)
        add(record.createTime)
        add(record.isMissing)
        for run in [record.jobs.latest, record.jobs.earlier] {
            add(run?.start)
            add(run?.end)
            add(run?.result?.rawValue)
            add(run?.isMeasured)
        }
    }
}
