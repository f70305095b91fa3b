internal import Datastream
internal import Ledger
internal import Notation

/// An error that an object or its backfill job lists.
struct ObjectErrorRow: StoredRow {
    private(set) var object = ""
    private(set) var source = ErrorSource.object
    /// Its place in the list.
    private(set) var position = 0
    /// The error; a message that may contain a secret is not stored.
    private(set) var error = ReportedError(reason: "")

    static let table = Table.objectErrors

    init() {}

    init(_ error: ReportedError, of object: String, source: ErrorSource, position: Int) {
        self.object = object
        self.source = source
        self.position = position
        self.error = error
        if SecretText.isLikely(error.message) { self.error.message = SecretText.placeholder }
    }

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.column("object", &object)
        try columns.column("source", &source)
        try columns.column("position", &position)
        try columns.column("reason", &error.reason)
        try columns.column("error_uuid", &error.errorUuid)
        try columns.column("message", &error.message)
        try columns.column("", &error.errorTime)
    }
}
