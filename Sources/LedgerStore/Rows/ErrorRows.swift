internal import Datastream
internal import Ledger

/// The latest new error of a source.
struct LatestErrorRow: StoredRow {
    let error: NewError

    static let table = Table.latestErrors

    init(_ error: NewError) { self.error = error }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        error = NewError(
            source: try columns.choice(), reason: LabelText(try columns.text()), errorUuid: try columns.text(),
            errorTime: try columns.optionalTimestamp(), objectID: try columns.optionalText())
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(error.source.rawValue)
        columns.add(error.reason.value)
        columns.add(error.errorUuid)
        columns.add(error.errorTime)
        columns.add(error.objectID)
    }
}

/// An error that was seen: listed now, or before.
struct SeenErrorRow: StoredRow {
    let key: ErrorKey
    /// Its place in the order in which errors left; nil while it is listed.
    let leftAs: Int?

    static let table = Table.seenErrors

    init(_ key: ErrorKey, leftAs: Int?) {
        self.key = key
        self.leftAs = leftAs
    }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        let source: ErrorSource = try columns.choice()
        guard let digest = UInt128(try columns.text(), radix: 16) else {
            throw columns.damage("has a digest that is none")
        }
        key = ErrorKey(source: source, digest: digest)
        leftAs = try columns.optionalCount()
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(key.source.rawValue)
        columns.add(Self.text(of: key))
        columns.add(leftAs)
    }

    /// The digest as 32 hexadecimal digits.
    static func text(of key: ErrorKey) -> String {
        let digits = String(key.digest, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}

/// An error that an object or its backfill job lists.
struct ObjectErrorRow: StoredRow {
    let object: String
    let source: ErrorSource
    /// Its place in the list.
    let position: Int
    let error: ReportedError

    static let table = Table.objectErrors

    init(_ error: ReportedError, of object: String, source: ErrorSource, position: Int) {
        self.object = object
        self.source = source
        self.position = position
        self.error = error
    }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        object = try columns.text()
        source = try columns.choice()
        position = try columns.count()
        error = ReportedError(
            reason: try columns.text(), errorUuid: try columns.text(), message: try columns.text(),
            errorTime: try columns.optionalTimestamp())
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(object)
        columns.add(source.rawValue)
        columns.add(position)
        columns.add(error.reason)
        columns.add(error.errorUuid)
        columns.add(error.message)
        columns.add(error.errorTime)
    }
}
