internal import Datastream
internal import Ledger

/// The latest new error of a source.
struct LatestErrorRow: StoredRow {
    var error = NewError(source: .stream, reason: LabelText(""), errorUuid: "")

    static let table = Table.latestErrors

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.column("source", &error.source)
        try columns.column("reason", &error.reason)
        try columns.column("error_uuid", &error.errorUuid)
        try columns.column("", &error.errorTime)
        try columns.column("object", &error.objectID)
    }
}
