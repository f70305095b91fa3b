import Datastream
import Exposition
import Ledger
import Notation

@testable import DatastreamMetrics

/// The stream that these tests measure.
let shop = StreamName(project: "acme", location: "europe-west1", stream: "shop")

let build = ExporterIdentity(
    version: "0.1.0", revision: "abc", branch: "main", swiftVersion: "6.3.1", operatingSystem: "linux",
    architecture: "amd64", pollInterval: .seconds(60))

/// A table of the stream with this id and name.
func table(
    _ id: String, _ table: String, _ job: BackfillJob? = nil, errors: [ReportedError] = [], created: Timestamp? = nil
) -> StreamObject {
    StreamObject(
        id: id, sourceObject: SourceObject(type: "mysql", namespace: "shop", table: table), backfillJob: job,
        errors: errors, createTime: created)
}

/// The result of a complete poll of the stream.
func snapshot(
    of name: StreamName = shop, _ objects: [StreamObject] = [], state: Datastream.Stream.State = .running,
    errors: [ReportedError] = [], at seconds: Int64 = 1_000
) -> Snapshot {
    Snapshot(
        stream: Stream(name: name, state: state, errors: errors), objects: objects,
        fetchedAt: Timestamp(seconds: seconds))
}

/// The state after these snapshots were polled within one second, at an uptime of 10 s by default.
func polled(_ snapshots: [Snapshot], uptime: Int = 10) -> PollState {
    var state = PollState()
    state.isDiscovered = true
    for snapshot in snapshots {
        var record = PollRecord(name: snapshot.stream.name)
        record.begin()
        record.end(.success(snapshot), after: .seconds(1), uptime: .seconds(uptime))
        state.streams[record.name] = record
        state.discovered[record.name.scope] = true
        state.found[record.name.project, default: 0] += 1
    }
    return state
}

/// A composer and its ledgers, whose changes count as stored immediately.
struct FollowedComposer {
    var composer: Composer
    var ledgers = Ledgers()

    init(_ options: ObjectOptions = ObjectOptions(), blockSize: Int = ObjectBlocks.standardSize) {
        composer = Composer(identity: build, options: options, staleAfter: .seconds(300), blockSize: blockSize)
    }

    /// Records the polled state and composes its exposition.
    mutating func compose(_ state: PollState, uptime: Duration) -> Exposition {
        _ = ledgers.follow(state)
        ledgers.took(ledgers.current)
        return composer.compose(state, ledgers, uptime: uptime)
    }
}

/// The sample lines of a subject, row by row.
func samples<Subject: Sendable>(
    _ rows: [MetricRow<Subject>], of subject: Subject, _ identity: RenderedLabels = [:]
) -> String {
    String(decoding: rows.flatMap { $0.render([LabelledSubject(subject, identity)]) }, as: UTF8.self)
}

extension Exposition {
    /// The complete body in a format.
    func whole(_ format: ExpositionFormat = .text) -> ExpositionBody { body(of: Set(MetricGroup.all), in: format) }

    /// The complete text of a scrape.
    var string: String { whole().string }

    /// The sample lines of families whose names have this prefix.
    func lines(of prefix: String) -> [String] {
        string.split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }
    }
}

extension ExpositionBody {
    /// The complete text.
    var string: String { String(decoding: text, as: UTF8.self) }
}
