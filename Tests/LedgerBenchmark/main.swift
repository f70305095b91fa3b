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

/// Measures a few polls with a share of changed objects.
func measurePolls(churn: Int, _ title: String) throws {
    unlink(path)
    unlink(path + ".lock")
    var stream = SampleStream(name, objects: objects, churn: churn)
    var store = try LedgerStore.open(path: path)
    var ledger = StreamLedger(baseline: stream.poll(at: Timestamp(seconds: 1_700_000_000)), at: Timestamp(seconds: 0))
    try store.write([name: ledger])
    var (folding, writing, user) = (Double.infinity, Double.infinity, Double.infinity)
    for round in 1...7 {
        let snapshot = stream.poll(at: Timestamp(seconds: 1_700_000_000 + Int64(round) * 5_000))
        let start = ProcessUsage.milliseconds
        let events = ledger.fold(snapshot, at: snapshot.fetchedAt)
        let folded = (ProcessUsage.milliseconds, ProcessUsage.userMilliseconds)
        try store.write([name: ledger])
        folding = min(folding, folded.0 - start)
        writing = min(writing, ProcessUsage.milliseconds - folded.0)
        user = min(user, ProcessUsage.userMilliseconds - folded.1)
        withExtendedLifetime(events) {}
    }
    print("\(title) changed: fold \(folding) ms, write \(writing) ms, of it user \(user) ms")
}

/// Folds and writes days of polls, one every 5,000 seconds, and prints the memory.
func measureDays() throws {
    unlink(path)
    unlink(path + ".lock")
    var stream = SampleStream(name, objects: 4_000, churn: 95)
    var store = try LedgerStore.open(path: path)
    var ledgers = Ledgers()
    var record = PollRecord(name: name)
    var state = PollState()
    for poll in 0..<(days * 86_400 / 5_000) {
        let now = Timestamp(seconds: 1_700_000_000 + Int64(poll) * 5_000)
        let uptime = Duration.seconds(poll * 5_000)
        record.begin()
        record.end(.success(stream.poll(at: now)), after: .seconds(1), uptime: uptime)
        state.streams[name] = record
        _ = ledgers.follow(state, at: uptime)
        try store.write(ledgers.current)
        ledgers.took(ledgers.current, at: uptime)
        let day = (poll + 1) * 5_000 / 86_400
        if day > poll * 5_000 / 86_400, [1, 2, 5, 10, 20, 30, 60, 90, 180, 360].contains(day) {
            let left = ledgers.current[name]?.errors.left.count ?? 0
            print(
                "day \(day): resident \(ProcessUsage.residentBytes / 1_000) kB, \(left) errors left"
            )
        }
    }
}

if objects > 0 {
    for (churn, title) in [(0, "nothing"), (20, "2 %"), (1_000, "everything")] {
        try measurePolls(churn: churn, title)
    }
}
try measureDays()
