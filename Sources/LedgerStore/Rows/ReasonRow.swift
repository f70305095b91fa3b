internal import Datastream
internal import Ledger

/// New errors of a stream by reason.
struct ReasonRow: StoredRow, Hashable {
    private var source = ErrorSource.stream
    private var reason = LabelText("")
    private(set) var value = 0
    /// Errors that a later fold will add; nil if none wait.
    private(set) var waiting: Int?

    var series: ReasonTotals.Series { ReasonTotals.Series(source: source, reason: reason) }

    static let table = Table.reasons

    init() {}

    init(_ series: ReasonTotals.Series, value: Int, waiting: Int?) {
        source = series.source
        reason = series.reason
        self.value = value
        self.waiting = waiting
    }

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.column("source", &source)
        try columns.column("reason", &reason)
        try columns.column("value", &value)
        try columns.column("waiting", &waiting)
    }

    /// All reasons of a stream.
    static func all(of totals: ReasonTotals) -> [ReasonRow] { totals.totals.keys.compactMap(totals.row) }
}

extension ReasonTotals {
    /// The row of a counter; nil if there is no such counter.
    func row(of series: Series) -> ReasonRow? {
        totals[series].map { ReasonRow(series, value: $0, waiting: waiting[series]) }
    }
}
