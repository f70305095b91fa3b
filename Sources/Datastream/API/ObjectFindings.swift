/// What few objects have: errors, a partial backfill, and values that decoding tolerated.
///
/// A changed object shares it with its earlier version if all of it is the same.
final class ObjectFindings: Sendable {
    /// The active errors on the object itself.
    let errors: [ReportedError]
    /// What caused the job to fail.
    let jobErrors: [ReportedError]
    /// The WHERE clause of a partial backfill.
    let sqlWhereClause: String?
    /// What decoding tolerated; nil for nothing.
    let notes: DecodingNotes?

    private init(
        errors: [ReportedError], jobErrors: [ReportedError], sqlWhereClause: String?, notes: DecodingNotes?
    ) {
        self.errors = errors
        self.jobErrors = jobErrors
        self.sqlWhereClause = sqlWhereClause
        self.notes = notes
    }

    /// What was found; nil for nothing, and the former findings if they are the same.
    static func found(
        errors: [ReportedError], jobErrors: [ReportedError], sqlWhereClause: String?, notes: DecodingNotes?,
        sharing former: ObjectFindings?
    ) -> ObjectFindings? {
        guard !errors.isEmpty || !jobErrors.isEmpty || sqlWhereClause != nil || notes != nil else { return nil }
        let found = ObjectFindings(
            errors: errors, jobErrors: jobErrors, sqlWhereClause: sqlWhereClause, notes: notes)
        return areSame(found, former) && former?.notes == notes ? former : found
    }

    /// Whether the API said the same in both, byte by byte.
    static func areSame(_ left: ObjectFindings?, _ right: ObjectFindings?) -> Bool {
        left === right
            || haveSameErrors(left, right)
                && left?.sqlWhereClause.map(ByteText.init) == right?.sqlWhereClause.map(ByteText.init)
    }

    /// Whether both list the same errors.
    static func haveSameErrors(_ left: ObjectFindings?, _ right: ObjectFindings?) -> Bool {
        left === right
            || (left?.errors ?? []) == (right?.errors ?? []) && (left?.jobErrors ?? []) == (right?.jobErrors ?? [])
    }
}
