import Datastream
import Exposition
import Testing

@testable import DatastreamMetrics

struct HostileScrapeTests {
    private static let names = [
        "", " ", "a", "a", "a#3", "\"", "\\", "\n", "\r\n", "\\n", "} 1\ndatastream_up 0\n", "\0", "\u{FFFD}", "\u{E9}",
        "e\u{301}",
        "🐘", "\u{202E}rtl", "a,b=\"c\"", "# HELP x y", String(repeating: "n", count: 600) + "1",
        String(repeating: "n", count: 600) + "2", String(repeating: "é", count: 400), "\\\u{301}", "\"\u{301}",
        "\n\u{301}",
    ]

    private static var objects: [StreamObject] {
        names.enumerated().map { index, name in
            let errors = names.map {
                ReportedError(reason: $0, errorUuid: $0, message: $0, errorTime: Timestamp(seconds: 1))
            }
            return StreamObject(
                id: "\(index)\(name)", displayName: name,
                sourceObject: index.isMultiple(of: 2) ? SourceObject(type: name, namespace: name, table: name) : nil,
                backfillJob: BackfillJob(
                    state: BackfillState.allCases[index % 9], lastStartTime: Timestamp(seconds: -1, nanoseconds: 5),
                    lastEndTime: Timestamp(seconds: .max), errors: errors, sqlWhereClause: name),
                errors: errors + (0..<8).map { ReportedError(reason: "\(name)\($0)") },
                createTime: Timestamp(seconds: .min), updateTime: Timestamp(seconds: 0))
        }
    }

    @Test(arguments: ObjectOptions.States.allCases)
    func `whatever the API says, a scrape is well-formed and no series stands twice`(states: ObjectOptions.States) {
        let long = String(repeating: "s", count: 700)
        let snapshots = ["shop", "a\"b\\\n", long + "1", long + "2"].map { stream in
            Snapshot(
                stream: Stream(
                    name: StreamName(project: "acme", location: "europe-west1", stream: stream),
                    displayName: Self.names.joined(), sourceType: "\"\n", errors: Self.objects.flatMap(\.errors),
                    createTime: Timestamp(seconds: 1), updateTime: Timestamp(seconds: 2)),
                objects: Self.objects.shuffled(), fetchedAt: Timestamp(seconds: 1))
        }
        var state = polled(snapshots)
        state.unreachable = ["acme": ["\"", "\n"], "other": []]
        var scrape = Scrape(
            identity: build, options: ObjectOptions(states: states, extra: Set(ObjectOptions.extraFamilies)),
            staleAfter: .seconds(300))
        var exposition = scrape.compose(state, uptime: .seconds(10))
        exposition.append(live.parts)
        let read = ScrapeText(exposition.text)
        #expect(read.problems == [])
        #expect(read.families == Catalog.families.map(\.name), "every family once, in the catalog's order")
        let infos = read.series.filter { $0.first == "datastream_object_info" }
        #expect(infos.count == snapshots.count * Self.names.count)
        #expect(read.series.filter { $0.first == "datastream_stream_info" }.count == snapshots.count)
    }

    @Test func `an unknown answer and its times hold no secret of an error's text`() {
        let secret = ReportedError(reason: "R", errorUuid: "uuid-of-it", message: "jdbc:x?password=hunter2")
        let object = table("1", "a", BackfillJob(state: .failed, errors: [secret]), errors: [secret])
        var scrape = Scrape(identity: build, options: ObjectOptions(), staleAfter: .seconds(300))
        let text = scrape.compose(polled([snapshot([object], errors: [secret])]), uptime: .seconds(10)).string
        #expect(!text.contains("hunter2"))
        #expect(!text.contains("uuid-of-it"))
    }

    /// All that changes by the second, with a sample of each family.
    private var live: Exposition {
        var api = APIStatistics()
        api.count(method: "objects.list", status: 200, bytes: 1, duration: .seconds(1), throttled: true)
        api.count(method: "streams.list", status: nil, bytes: 1, duration: .seconds(1), throttled: false)
        api.countRetry(method: "objects.list", reason: "503")
        api.countPage(method: "objects.list")
        var notes = DecodingNotes()
        notes.unknownEnumValues = ["Stream.state": 1]
        notes.rejectedValues = ["Error.errorTime": 1]
        api.add(notes)
        var tokens = TokenStatistics(source: "access_token_file")
        tokens.expiry = Timestamp(seconds: 1)
        var listener = ListenerStatistics(rejectionReasons: ["limit", "per_ip"])
        listener.requests = [200: 1]
        var process = ProcessStatistics()
        process.cpu = .seconds(1)
        process.openDescriptors = 1
        process.maximumDescriptors = 1
        process.virtualBytes = 1
        process.maximumVirtualBytes = 1
        process.residentBytes = 1
        process.startTime = .infinity
        process.receivedBytes = 1
        process.transmittedBytes = 1
        return liveExposition(api: api, tokens: tokens, listener: listener, process: process)
    }

    @Test func `without a token there is nothing to say of tokens`() {
        let exposition = liveExposition(
            api: APIStatistics(), tokens: nil, listener: ListenerStatistics(rejectionReasons: []),
            process: ProcessStatistics())
        #expect(exposition.string.contains("datastream_exporter_http_connections 0\n"))
        #expect(!exposition.string.contains("token"))
        #expect(ScrapeText(exposition.text).problems == [])
    }
}
