internal import Datastream
internal import Ledger
internal import Notation

/// The state of an object as last listed: its job without the errors, and its record.
struct ObjectStateRow: StoredRow {
    private(set) var key = Key()
    private(set) var job: BackfillJob?
    /// How many errors its job lists; nil without a job.
    private(set) var jobErrors: Int?
    /// How many errors the object lists.
    private(set) var errors = 0
    private(set) var updateTime: Timestamp?
    private(set) var record = ObjectRecord.blank

    static let table = Table.objectStates

    /// The first columns, which tell whether the others are needed.
    struct Key {
        /// Its place among the rows of the stream; the last row of an object is the one that counts.
        fileprivate(set) var sequence = 0
        /// The object's id.
        fileprivate(set) var object = ""

        mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
            try columns.column("sequence", &sequence)
            try columns.column("object", &object)
        }
    }

    init() {}

    init(_ object: StreamObject, _ record: ObjectRecord, sequence: Int) {
        key = Key(sequence: sequence, object: object.id)
        job = object.backfillJob
        jobErrors = job?.errors.count
        errors = object.errors.count
        updateTime = object.updateTime
        self.record = record
    }

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try key.visit(&columns)
        try visitJob(&columns)
        try columns.column("errors", &errors)
        try columns.column("update", &updateTime)
        try columns.record(&record)
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
