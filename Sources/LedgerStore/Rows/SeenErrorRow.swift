internal import Ledger

/// An error that was seen: listed now, or before.
struct SeenErrorRow: StoredRow {
    private var source = ErrorSource.stream
    private var digest: UInt128 = 0
    /// Its place in the order in which errors left; nil while it is listed.
    private(set) var leftAs: Int?

    var key: ErrorKey { ErrorKey(source: source, digest: digest) }

    static let table = Table.seenErrors

    init() {}

    init(_ key: ErrorKey, leftAs: Int?) {
        source = key.source
        digest = key.digest
        self.leftAs = leftAs
    }

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.column("source", &source)
        try columns.column("digest", &digest)
        try columns.column("left_as", &leftAs)
    }
}
