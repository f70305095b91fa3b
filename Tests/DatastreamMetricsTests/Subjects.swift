import Datastream
import Exposition
import Ledger
import Notation

@testable import DatastreamMetrics

/// The stream that these tests measure.
let shop = StreamName(project: "acme", location: "europe-west1", stream: "shop")

/// A build of known parts.
let build = ExporterIdentity(
    version: "0.1.0", revision: "abc", branch: "main", swiftVersion: "6.3.1", operatingSystem: "linux",
    architecture: "amd64", pollInterval: .seconds(60))

/// A table of the stream, of the id and name given.
func table(
    _ id: String, _ table: String, _ job: BackfillJob? = nil, errors: [ReportedError] = [], created: Timestamp? = nil
) -> StreamObject {
    StreamObject(
        id: id, sourceObject: SourceObject(type: "mysql", namespace: "shop", table: table), backfillJob: job,
        errors: errors, createTime: created)
}

/// What a whole poll learnt of the stream.
func snapshot(
    of name: StreamName = shop, _ objects: [StreamObject] = [], state: Datastream.Stream.State = .running,
    errors: [ReportedError] = [], at seconds: Int64 = 1_000
) -> Snapshot {
    Snapshot(
        stream: Stream(name: name, state: state, errors: errors), objects: objects,
        fetchedAt: Timestamp(seconds: seconds))
}

/// What the exporter knows when these snapshots were polled in one second, at an uptime of ten if nothing else is said.
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

/// A composer and the ledgers that it shows, all of them kept at once.
struct FollowedComposer {
    var composer: Composer
    var ledgers = Ledgers()

    init(_ options: ObjectOptions = ObjectOptions(), blockSize: Int = ObjectBlocks.standardSize) {
        composer = Composer(identity: build, options: options, staleAfter: .seconds(300), blockSize: blockSize)
    }

    /// Takes in what was polled, and shows it.
    mutating func compose(_ state: PollState, uptime: Duration) -> Exposition {
        _ = ledgers.follow(state)
        ledgers.took(ledgers.current)
        return composer.compose(state, ledgers, uptime: uptime)
    }
}

/// The sample lines of a subject, a row after the other.
func samples<Subject: Sendable>(
    _ rows: [MetricRow<Subject>], of subject: Subject, _ identity: RenderedLabels = [:]
) -> String {
    String(decoding: rows.flatMap { $0.render([LabelledSubject(subject, identity)]) }, as: UTF8.self)
}

extension Exposition {
    /// Everything in a format.
    func whole(_ format: ExpositionFormat = .text) -> ExpositionBody { body(of: Set(MetricGroup.all), in: format) }

    /// The whole text as a scrape shows it.
    var string: String { whole().string }

    /// The sample lines of families whose names begin so.
    func lines(of prefix: String) -> [String] {
        string.split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }
    }
}

extension ExpositionBody {
    /// The whole text.
    var string: String { String(decoding: text, as: UTF8.self) }
}
