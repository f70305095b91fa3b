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
        /// Completed jobs by the upper bound of their duration in seconds; not cumulative.
        case durations
        case objectsAppeared = "objects_appeared"
        case objectsDisappeared = "objects_disappeared"
    }

    private(set) var counter = Counter.newErrors
    /// The label values of the counter, as in `MANUAL completed`; empty if its kind has only one counter.
    private(set) var labels = ""
    private(set) var value = 0

    static let table = Table.counters

    init() {}

    init(_ counter: Counter, _ labels: String = "", _ value: Int) {
        self.counter = counter
        self.labels = labels
        self.value = value
    }

    mutating func visit<C: Columns>(_ columns: inout C) throws(C.Failure) {
        try columns.column("counter", &counter)
        try columns.column("labels", &labels)
        try columns.column("value", &value)
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

    /// Assembles the counters from rows; throws if a row is left over.
    static func counters(
        of rows: [CounterRow], reasons: ReasonTotals, durationSum: Double
    ) throws(StoreFailure) -> StreamCounters {
        var values: [[String]: Int] = [:]
        for row in rows { values[[row.counter.rawValue, row.labels]] = row.value }
        func take(_ counter: Counter, _ labels: String = "") -> Int {
            values.removeValue(forKey: [counter.rawValue, labels]) ?? 0
        }
        func tally<Key: TallyKey>(_ counter: Counter, _ labels: (Key) -> String) -> Tally<Key> {
            Tally(Dictionary(Key.allCases.map { ($0, take(counter, labels($0))) }, uniquingKeysWith: { $1 }))
        }
        let durations = Histogram(
            bounds: StreamCounters.durationBounds, counts: buckets.map { take(.durations, $0) }, sum: durationSum)
        guard let durations else { throw .damage("the durations of a stream do not make a histogram") }
        let counters = StreamCounters(
            newErrors: tally(.newErrors, \.rawValue), newErrorsByReason: reasons,
            transitions: tally(.transitions, \.rawValue), jobsStarted: tally(.jobsStarted, \.rawValue),
            jobsFinished: tally(.jobsFinished, labels), durations: durations,
            objectsAppeared: take(.objectsAppeared), objectsDisappeared: take(.objectsDisappeared))
        guard values.isEmpty else { throw .damage("the table counters has an unknown counter") }
        return counters
    }

    private static func labels(of jobs: StreamCounters.FinishedJobs) -> String {
        "\(jobs.trigger.rawValue) \(jobs.result.rawValue)"
    }

    private static let buckets = StreamCounters.durationBounds.map { "\($0)" } + ["+Inf"]
}
