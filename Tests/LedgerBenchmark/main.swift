// Measures the fold and the ledger file: CPU of a poll by the share of objects that changed, and memory over many days
// of polls. Run with `swift run -c release ledger-benchmark [objects] [days]`.
import Datastream
import Glibc
import Ledger
import LedgerStore
import Notation

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let objects = numbers.first ?? 100_000
let days = numbers.dropFirst().first ?? 30

guard let folder = mkdtemp(strdup("\(String(cString: getenv("TMPDIR") ?? strdup("/tmp")))/ledger-benchmark-XXXXXX"))
else { fatalError("no folder for temporary files") }
let path = String(cString: folder) + "/ledger"
defer {
    for end in ["", ".lock", "-journal"] { unlink(path + end) }
    rmdir(folder)
}
let name = StreamName(project: "acme", location: "europe-west1", stream: "orders")

/// Polls of one stream, folded and written as the exporter does it.
struct Polls: ~Copyable {
    private var stream: SampleStream
    private var store: LedgerStore
    private(set) var ledgers = Ledgers()
    private var record = PollRecord(name: name)
    private var state = PollState()
    private var count: Int64 = 0

    /// How many seconds lie between two polls.
    static let interval: Int64 = 5_000

    init(objects: Int, churn: Int, changing: Int) throws {
        unlink(path)
        unlink(path + ".lock")
        stream = SampleStream(name, objects: objects, churn: churn, changing: changing)
        store = try LedgerStore.open(path: path)
    }

    /// The CPU time of a poll in milliseconds.
    struct Cost {
        let fold: Double
        let write: Double
        /// The part of the write that is not the kernel's.
        let user: Double
    }

    mutating func next() throws -> Cost {
        let uptime = Duration.seconds(count * Self.interval)
        let snapshot = stream.poll(at: Timestamp(seconds: 1_700_000_000 + count * Self.interval))
        count += 1
        record.begin()
        record.end(.success(snapshot), after: .seconds(1), uptime: uptime)
        state.streams[name] = record
        let start = ProcessUsage.milliseconds
        _ = ledgers.follow(state, at: uptime)
        let folded = (ProcessUsage.milliseconds, ProcessUsage.userMilliseconds)
        try store.write(ledgers.current)
        let written = (ProcessUsage.milliseconds, ProcessUsage.userMilliseconds)
        ledgers.took(ledgers.current, at: uptime)
        return Cost(fold: folded.0 - start, write: written.0 - folded.0, user: written.1 - folded.1)
    }
}

/// Measures what a poll costs, in the middle of many, and what opening the file costs afterwards.
func measurePolls(_ count: Int, churn: Int, of changing: Int, _ title: String) throws {
    var costs: [Polls.Cost] = []
    do {
        var polls = try Polls(objects: objects, churn: churn, changing: changing)
        // The first half brings the file to where runs are at their bound and the oldest rows leave.
        for poll in 0..<2 * count {
            let cost = try polls.next()
            if poll >= count { costs.append(cost) }
        }
    }
    let start = ProcessUsage.milliseconds
    _ = try LedgerStore.open(path: path)
    let opening = ProcessUsage.milliseconds - start
    func middle(_ value: (Polls.Cost) -> Double) -> Double { costs.map(value).sorted()[count / 2] }
    print(
        """
        \(title) changed: fold \(middle(\.fold)) ms, write \(middle(\.write)) ms, of it user \(middle(\.user)) ms; \
        open \(opening) ms
        """)
}

/// Folds and writes days of polls, and prints the memory.
func measureDays() throws {
    var polls = try Polls(objects: 4_000, churn: 95, changing: 4_000)
    for poll in 0..<(Int64(days) * 86_400 / Polls.interval) {
        _ = try polls.next()
        let day = (poll + 1) * Polls.interval / 86_400
        if day > poll * Polls.interval / 86_400, [1, 2, 5, 10, 20, 30, 60, 90, 180, 360].contains(day) {
            let left = polls.ledgers.current[name]?.errors.left.count ?? 0
            print("day \(day): resident \(ProcessUsage.residentBytes / 1_000) kB, \(left) errors left")
        }
    }
}

if objects > 0 {
    try measurePolls(5, churn: 0, of: objects, "nothing")
    try measurePolls(60, churn: 20, of: objects, "2 %")
    try measurePolls(60, churn: 200, of: objects / 10, "2 %, always of the same tenth,")
    try measurePolls(3, churn: 1_000, of: objects, "everything")
}
try measureDays()
