import Datastream
import DatastreamMetrics
import Exposition
import Ledger
import Notation

/// The steps between a listing and a scrape: the ledgers and the composer.
struct SampleExporter {
    private let names: [StreamName]
    private var state = PollState()
    private var ledgers = Ledgers()
    private var snapshots: [StreamName: Snapshot] = [:]
    private var composer = Composer(
        identity: ExporterIdentity(
            version: "0", revision: "", branch: "", swiftVersion: "", operatingSystem: "", architecture: "",
            pollInterval: .seconds(60)),
        options: ObjectOptions(limit: 0), staleAfter: .seconds(300))

    init(_ names: [StreamName]) { self.names = names }

    /// Records a complete poll of all streams.
    mutating func fold(_ listings: [[StreamObject]], round: Int) {
        for (name, objects) in zip(names, listings) {
            let snapshot = Snapshot(
                stream: Stream(name: name), objects: objects, fetchedAt: Timestamp(seconds: Int64(round)),
                previous: snapshots[name])
            snapshots[name] = snapshot
            var record = state.streams[name] ?? PollRecord(name: name)
            record.begin()
            record.end(.success(snapshot), after: .seconds(1), uptime: .seconds(round))
            state.streams[name] = record
        }
        _ = ledgers.follow(state)
        ledgers.took(ledgers.current)
    }

    /// The exposition of a scrape now.
    mutating func compose(round: Int) -> Exposition {
        composer.compose(state, ledgers, uptime: .seconds(round))
    }
}
