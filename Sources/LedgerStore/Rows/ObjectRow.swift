internal import Datastream
internal import Ledger
internal import Notation

/// An object as last listed, without its errors, and its record; or the mark of an object that left.
struct ObjectRow: StoredRow {
    private(set) var key = Key()
    /// The id of the previous object, so that a new object changes one other row instead of all after it; nil for the
    /// first.
    private(set) var previous: String?
    private var displayName = ""
    private var source: SourceObject?
    private var job: BackfillJob?
    /// How many errors its job lists; nil without a job.
    private(set) var jobErrors: Int?
    /// How many errors the object lists.
    private(set) var errors = 0
    private var createTime: Timestamp?
    private var updateTime: Timestamp?
    private(set) var record = ObjectRecord.blank

    static let table = Table.objects

    /// The first columns, which tell whether the others are needed.
    struct Key {
        /// Its place among the rows of the stream's objects; the last row of an object is the one that counts.
        fileprivate(set) var sequence = 0
        fileprivate(set) var id = ""
        /// Whether it is an object of the stream; false in the last row of an object that left.
        fileprivate(set) var isPresent = false

        mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
            try columns.column("sequence", &sequence)
            try columns.column("id", &id)
            try columns.column("present", &isPresent)
        }
    }

    init() {}

    /// The row of an object that left.
    init(departed id: String, sequence: Int) {
        key = Key(sequence: sequence, id: id, isPresent: false)
    }

    init(_ object: StreamObject, _ record: ObjectRecord, after previous: String?, sequence: Int) {
        key = Key(sequence: sequence, id: object.id, isPresent: true)
        self.previous = previous
        displayName = object.displayName
        source = object.sourceObject
        job = object.backfillJob
        jobErrors = job?.errors.count
        errors = object.errors.count
        createTime = object.createTime
        updateTime = object.updateTime
        self.record = record
    }

    /// The object, with its errors from other rows.
    func object(errors: [ReportedError], jobErrors: [ReportedError]) -> StreamObject {
        var job = job
        job?.errors = jobErrors
        return StreamObject(
            id: key.id, displayName: displayName, sourceObject: source, backfillJob: job, errors: errors,
            createTime: createTime, updateTime: updateTime)
    }

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try key.visit(&columns)
        try columns.column("previous", &previous)
        try columns.column("display_name", &displayName)
        try visitSource(&columns)
        try visitJob(&columns)
        try columns.column("errors", &errors)
        try columns.column("create", &createTime)
        try columns.column("update", &updateTime)
        try columns.record(&record)
    }

    private mutating func visitSource<C: Columns>(_ columns: inout C) throws(C.Failure) {
        var (type, namespace, table) = (source?.type, source?.namespace, source?.table)
        try columns.column("source_type", &type)
        try columns.column("namespace_name", &namespace)
        try columns.column("table_name", &table)
        source = nil
        if let type, let namespace, let table {
            source = SourceObject(type: type, namespace: namespace, table: table)
        }
        try columns.check(
            source != nil || (type == nil && namespace == nil && table == nil), "has an incomplete source object")
    }

    private mutating func visitJob<C: Columns>(_ columns: inout C) throws(C.Failure) {
        var (state, trigger) = (job?.state, job?.trigger)
        var (start, end, clause) = (job?.lastStartTime, job?.lastEndTime, job?.sqlWhereClause)
        try columns.column("job_state", &state)
        try columns.column("job_trigger", &trigger)
        try columns.column("job_start", &start)
        try columns.column("job_end", &end)
        try columns.column("job_where", &clause)
        try columns.column("job_errors", &jobErrors)
        job = nil
        if let state, let trigger, jobErrors != nil {
            job = BackfillJob(
                state: state, trigger: trigger, lastStartTime: start, lastEndTime: end, sqlWhereClause: clause)
        }
        try columns.check(
            job != nil
                || (state == nil && trigger == nil && start == nil && end == nil && clause == nil && jobErrors == nil),
            "has an incomplete job")
    }
}
