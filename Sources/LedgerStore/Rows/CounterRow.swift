internal import Datastream
internal import Ledger

/// A counter of a stream that is above 0.
struct CounterRow: StoredRow, Hashable {
    /// What is counted.
    enum Counter: String {
        case newErrors = "new_errors"
        case transitions
        case jobsStarted = "jobs_started"
        case jobsFinished = "jobs_finished"
        /// Completed jobs by the upper bound of their duration in seconds, not added up.
        case durations
        case objectsAppeared = "objects_appeared"
        case objectsDisappeared = "objects_disappeared"
    }

    let counter: Counter
    /// What tells counters of a kind apart, as in `MANUAL completed`; empty where there is one.
    let labels: String
    let value: Int

    static let table = Table.counters

    init(_ counter: Counter, _ labels: String = "", _ value: Int) {
        self.counter = counter
        self.labels = labels
        self.value = value
    }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        self.init(try columns.choice(), try columns.text(), try columns.count())
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(counter.rawValue)
        columns.add(labels)
        columns.add(value)
    }

    /// The counters of a stream that are above 0.
    static func all(of counters: StreamCounters) -> [CounterRow] {
        var rows = counters.newErrors.all.map { CounterRow(.newErrors, $0.key.rawValue, $0.count) }
        rows += counters.transitions.all.map { CounterRow(.transitions, $0.key.rawValue, $0.count) }
        rows += counters.jobsStarted.all.map { CounterRow(.jobsStarted, $0.key.rawValue, $0.count) }
        rows += counters.jobsFinished.all.map { CounterRow(.jobsFinished, labels(of: $0.key), $0.count) }
        rows += zip(buckets, counters.durations.counts).map { CounterRow(.durations, $0, $1) }
        rows.append(CounterRow(.objectsAppeared, "", counters.objectsAppeared))
        rows.append(CounterRow(.objectsDisappeared, "", counters.objectsDisappeared))
        return rows.filter { $0.value > 0 }
    }

    /// The counters that rows make, of which nothing may be left over.
    static func counters(
        of rows: [CounterRow], reasons: ReasonTotals, durationSum: Double
    ) throws(StoreFailure) -> StreamCounters {
        var values: [[String]: Int] = [:]
        for row in rows { values[[row.counter.rawValue, row.labels]] = row.value }
        func take(_ counter: Counter, _ labels: String = "") -> Int {
            values.removeValue(forKey: [counter.rawValue, labels]) ?? 0
        }
        func tally<Key: CaseIterable & Hashable & Sendable>(
            _ counter: Counter, _ labels: (Key) -> String
        ) -> Tally<Key> {
            Tally(Dictionary(Key.allCases.map { ($0, take(counter, labels($0))) }, uniquingKeysWith: { $1 }))
        }
        let durations = Histogram(
            bounds: StreamCounters.durationBounds, counts: buckets.map { take(.durations, $0) }, sum: durationSum)
        guard let durations else { throw .damage("the durations of a stream make no histogram") }
        let counters = StreamCounters(
            newErrors: tally(.newErrors, \.rawValue), newErrorsByReason: reasons,
            transitions: tally(.transitions, \.rawValue), jobsStarted: tally(.jobsStarted, \.rawValue),
            jobsFinished: tally(.jobsFinished, labels), durations: durations,
            objectsAppeared: take(.objectsAppeared), objectsDisappeared: take(.objectsDisappeared))
        guard values.isEmpty else { throw .damage("the table counters has a counter that is not known") }
        return counters
    }

    private static func labels(of jobs: StreamCounters.FinishedJobs) -> String {
        "\(jobs.trigger.rawValue) \(jobs.result.rawValue)"
    }

    private static let buckets = StreamCounters.durationBounds.map { "\($0)" } + ["+Inf"]
}

/// New errors of a stream by reason.
struct ReasonRow: StoredRow, Hashable {
    let series: ReasonTotals.Series
    let value: Int
    /// What the next fold will add; nil when nothing waits.
    let waiting: Int?

    static let table = Table.reasons

    init(_ series: ReasonTotals.Series, value: Int, waiting: Int?) {
        self.series = series
        self.value = value
        self.waiting = waiting
    }

    init(_ columns: inout ColumnReader) throws(StoreFailure) {
        let source: ErrorSource = try columns.choice()
        series = ReasonTotals.Series(source: source, reason: LabelText(try columns.text()))
        value = try columns.count()
        waiting = try columns.optionalCount()
    }

    func write(to columns: inout ColumnWriter) {
        columns.add(series.source.rawValue)
        columns.add(series.reason.value)
        columns.add(value)
        columns.add(waiting)
    }

    /// All reasons of a stream.
    static func all(of totals: ReasonTotals) -> [ReasonRow] {
        totals.totals.map { ReasonRow($0.key, value: $0.value, waiting: totals.waiting[$0.key]) }
    }
}
