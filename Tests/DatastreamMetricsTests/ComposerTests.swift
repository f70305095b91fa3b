import Datastream
import Notation
import Testing

@testable import DatastreamMetrics
@testable import Exposition

struct ComposerTests {
    private func scrape(_ options: ObjectOptions = ObjectOptions()) -> FollowedComposer { FollowedComposer(options) }

    @Test func `a stream with two objects is shown in full`() {
        let job = BackfillJob(
            state: .failed, lastStartTime: Timestamp(seconds: 100), errors: [ReportedError(reason: "READ")])
        var scrape = scrape()
        let text = scrape.compose(polled([snapshot([table("1", "a", job), table("2", "b")])]), uptime: .seconds(10))
        #expect(text.string == wholeScrape)
        #expect(ScrapeText(text.whole().text).problems == [])
    }

    @Test func `the OpenMetrics scrape differs only in the lines before the samples`() {
        let errors = [ReportedError(reason: "READ", errorUuid: "uuid")]
        let objects = (0..<1_000).map { table("\($0)", "t\($0)", BackfillJob(state: .failed, errors: errors)) }
        var scrape = scrape()
        for snapshots in [[], [snapshot([table("1", "a")])], [snapshot(objects, errors: errors)]] {
            let exposition = scrape.compose(polled(snapshots), uptime: .seconds(10))
            #expect(withoutExemplars(exposition.whole(.openMetrics).string) == inOpenMetrics(exposition.string))
        }
    }

    @Test func `each group has its families, and all groups together make up the scrape`() {
        var scrape = scrape()
        let exposition = scrape.compose(polled([snapshot([table("1", "a")])]), uptime: .seconds(10))
        let groups = MetricGroup.all.map { exposition.body(of: [$0], in: .text).string }
        #expect(groups.joined() == exposition.string)
        for (group, text) in zip(MetricGroup.all, groups) {
            let names = ScrapeText(Array(text.utf8)).families
            #expect(!names.isEmpty)
            let families = Catalog.families.filter { names.contains($0.name) }
            #expect(families.allSatisfy { MetricGroup(of: $0) == group })
        }
    }

    @Test func `before the first poll only the exporter's own metrics are shown`() {
        var scrape = scrape()
        let read = ScrapeText(scrape.compose(PollState(), uptime: .zero).whole().text)
        #expect(read.problems == [])
        #expect(
            read.families == [
                "datastream_exporter_build_info", "datastream_exporter_poll_interval_seconds",
                "datastream_exporter_polls_skipped_total", "datastream_exporter_objects_dropped",
                "datastream_exporter_object_limit", "datastream_exporter_total_shards",
                "datastream_exporter_shard_ordinal", "datastream_exporter_ledger_durable",
                "datastream_exporter_ledger_errors_total",
            ])
    }

    @Test func `a stream that is not polled yet shows only its poll counters`() {
        var state = PollState()
        state.discovered[shop.scope] = true
        state.streams[shop] = PollRecord(name: shop)
        var scrape = scrape()
        let exposition = scrape.compose(state, uptime: .zero)
        #expect(exposition.lines(of: "datastream_up") == [])
        #expect(exposition.lines(of: "datastream_stream") == [])
        #expect(exposition.lines(of: "datastream_exporter_polls_total").count == 1)
    }

    @Test func `a location without streams is up with a count of 0`() {
        var state = PollState()
        state.discovered[shop.scope] = true
        var scrape = scrape()
        let exposition = scrape.compose(state, uptime: .zero)
        #expect(
            exposition.lines(of: "datastream_up") == [
                #"datastream_up{gcp_project="acme",gcp_location="europe-west1"} 1"#
            ])
        #expect(exposition.lines(of: "datastream_streams").count == 9)
        #expect(exposition.lines(of: "datastream_streams").allSatisfy { $0.hasSuffix(" 0") })
    }

    @Test func `stale data disappears, and the poll metrics stay`() {
        let state = polled([snapshot([table("1", "a")])])
        var scrape = scrape()
        let fresh = scrape.compose(state, uptime: .seconds(310))
        #expect(!fresh.lines(of: "datastream_object_info").isEmpty)
        let stale = scrape.compose(state, uptime: .seconds(311))
        #expect(stale.lines(of: "datastream_object_") == [])
        #expect(stale.lines(of: "datastream_stream").allSatisfy { $0.contains("_total{") })
        #expect(stale.lines(of: "datastream_exporter_") == fresh.lines(of: "datastream_exporter_"))
        #expect(stale.lines(of: "datastream_up") == fresh.lines(of: "datastream_up"))
        #expect(stale.lines(of: "datastream_exporter_snapshot_timestamp_seconds").count == 1)
        #expect(scrape.compose(state, uptime: .seconds(310)) == fresh)
    }

    @Test func `a stream that left keeps only its poll counters, for five minutes`() {
        var state = polled([snapshot([table("1", "a")])])
        state.streams[shop]?.end(.failure(PollFailure(.notFound, "gone")), after: .zero, uptime: .seconds(20))
        var scrape = scrape()
        _ = scrape.compose(state, uptime: .seconds(20))
        state.remove(shop, uptime: .seconds(20))
        let exposition = scrape.compose(state, uptime: .seconds(320))
        let lines = exposition.string.split(separator: "\n").filter { $0.contains(#"stream="shop""#) }
        #expect(
            lines.count == 9 && lines.allSatisfy { $0.hasPrefix("datastream_exporter_poll") && $0.contains("_total{") })
        #expect(lines.contains { $0.contains(#"reason="not_found""#) && $0.hasSuffix(" 1") })
        let later = scrape.compose(state, uptime: .seconds(321))
        #expect(!later.string.contains(#"stream="shop""#))
    }

    @Test func `a stale stream does not affect the others`() {
        let other = StreamName(project: "acme", location: "europe-west1", stream: "zoo")
        var state = polled([snapshot([table("1", "a")]), snapshot(of: other, [table("1", "a")])])
        state.streams[other]?.snapshotUptime = .seconds(200)
        var scrape = scrape()
        let exposition = scrape.compose(state, uptime: .seconds(400))
        #expect(exposition.lines(of: "datastream_object_info").map { $0.contains("zoo") } == [true])
        #expect(exposition.lines(of: "datastream_streams{").filter { $0.hasSuffix(" 1") }.count == 1)
        #expect(exposition.lines(of: "datastream_exporter_polls_total").count == 2)
    }

    @Test func `unchanged objects keep their parts`() {
        let objects = [table("1", "a"), table("2", "b")]
        let first = snapshot(objects)
        let other = StreamName(project: "acme", location: "europe-west1", stream: "zoo")
        var scrape = scrape()
        let before = scrape.compose(polled([first, snapshot(of: other, [table("1", "x")])]), uptime: .seconds(10))
        let again = Snapshot(
            stream: first.stream, objects: [table("1", "a"), table("2", "b")], fetchedAt: Timestamp(seconds: 2_000),
            previous: first)
        let changed = snapshot(of: other, [table("1", "x", BackfillJob(state: .active))])
        let after = scrape.compose(polled([again, changed], uptime: 20), uptime: .seconds(20))
        let kept = Set(before.whole().parts.map(place)).intersection(after.whole(.openMetrics).parts.map(place))
        #expect(kept.count == 3, "whatever the format: all but the state of the object that has another")
        #expect(after.lines(of: "datastream_object_backfill_state").filter { $0.contains("ACTIVE") }.count == 1)
        #expect(after.lines(of: "datastream_exporter_snapshot_timestamp_seconds").contains { $0.hasSuffix(" 2000") })
    }

    @Test func `reused parts equal those of a fresh scrape`() {
        let polls = [
            [snapshot([table("1", "a"), table("2", "b")])], [snapshot([table("2", "b"), table("1", "a")])],
            [snapshot([table("1", "a"), table("2", "a")])], [], [snapshot([table("1", "a")])],
            [snapshot([table("1", "a")], errors: [ReportedError(reason: "R")])],
        ]
        var long = scrape(ObjectOptions(limit: 1))
        for (second, poll) in (polls + polls.reversed()).enumerated() {
            let state = polled(poll, uptime: second)
            let shown = long.compose(state, uptime: .seconds(second))
            var fresh = scrape(ObjectOptions(limit: 1)).composer
            #expect(shown.string == fresh.compose(state, long.ledgers, uptime: .seconds(second)).string)
        }
    }

    @Test func `hidden objects are counted and stay in the sums`() {
        let objects = [table("1", "a", BackfillJob(state: .completed)), table("2", "b"), table("3", "c")]
        var scrape = scrape(ObjectOptions(detail: .attention, limit: 1, isWanted: { $0 != "shop.c" }))
        let exposition = scrape.compose(polled([snapshot(objects + [table("4", "d")])]), uptime: .seconds(10))
        #expect(exposition.lines(of: "datastream_object_info").count == 1)
        #expect(
            exposition.lines(of: "datastream_exporter_objects_dropped") == [
                #"datastream_exporter_objects_dropped{reason="detail"} 1"#,
                #"datastream_exporter_objects_dropped{reason="filter"} 1"#,
                #"datastream_exporter_objects_dropped{reason="limit"} 1"#,
            ])
        #expect(exposition.lines(of: "datastream_exporter_snapshot_objects").first?.hasSuffix(" 4") == true)
        #expect(exposition.lines(of: #"datastream_stream_objects{"#).contains { $0.hasSuffix(#"state="NONE"} 3"#) })
    }

    @Test func `only the opt-in families that were requested are added`() {
        let state = polled([snapshot([table("1", "a", created: Timestamp(seconds: 5))])])
        var plain = scrape()
        #expect(plain.compose(state, uptime: .seconds(10)).lines(of: "datastream_object_create") == [])
        var extra = scrape(ObjectOptions(extra: ["datastream_object_create_timestamp_seconds"]))
        #expect(extra.compose(state, uptime: .seconds(10)).lines(of: "datastream_object_create").count == 1)
    }

    private func place(_ part: ExpositionPart) -> UnsafePointer<UInt8>? {
        part.deflated.withUnsafeBufferPointer(\.baseAddress)
    }
}

struct HostileComposerTests {
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
                    lastEndTime: Timestamp(seconds: .max), errors: errors, sqlWhereClause: index < 9 ? nil : name),
                errors: errors + (0..<8).map { ReportedError(reason: "\(name)\($0)") },
                createTime: Timestamp(seconds: .min), updateTime: Timestamp(seconds: 0))
        }
    }

    @Test(arguments: ObjectOptions.States.allCases)
    func `whatever the API says, a scrape is well-formed and has no duplicate series`(states: ObjectOptions.States) {
        let long = String(repeating: "s", count: 700)
        let snapshots = ["shop", "a\"b\\\n", long + "1", long + "2"].map { stream in
            Snapshot(
                stream: Stream(
                    name: StreamName(project: "acme", location: "europe-west1", stream: stream),
                    displayName: Self.names.joined(), sourceType: "\"\n", errors: Self.objects.flatMap(\.errors),
                    createTime: Timestamp(seconds: 1), updateTime: Timestamp(seconds: 2)),
                objects: Self.objects.reversed(), fetchedAt: Timestamp(seconds: 1))
        }
        var state = polled(snapshots)
        state.unreachable = ["acme": ["\"", "\n"], "other": []]
        var scrape = FollowedComposer(ObjectOptions(states: states, extra: Set(ObjectOptions.extraFamilies)))
        let exposition = scrape.compose(state, uptime: .seconds(10))
        let read = ScrapeText(body(exposition, .text).text)
        #expect(read.problems == [])
        #expect(read.families == Catalog.families.map(\.name), "every family once, in the catalog's order")
        let openMetrics = body(exposition, .openMetrics).string
        #expect(withoutExemplars(openMetrics) == inOpenMetrics(body(exposition, .text).string))
        #expect(!openMetrics.utf8.contains(0))
        let infos = read.series.filter { $0.first == "datastream_object_info" }
        #expect(infos.count == snapshots.count * Self.names.count)
        #expect(read.series.filter { $0.first == "datastream_stream_info" }.count == snapshots.count)
    }

    @Test func `an error's message and id are never shown`() {
        let secret = ReportedError(reason: "R", errorUuid: "uuid-of-it", message: "jdbc:x?password=hunter2")
        let object = table("1", "a", BackfillJob(state: .failed, errors: [secret]), errors: [secret])
        var scrape = FollowedComposer()
        let text = scrape.compose(polled([snapshot([object], errors: [secret])]), uptime: .seconds(10)).string
        #expect(!text.contains("hunter2"))
        #expect(!text.contains("uuid-of-it"))
    }

    private func body(_ exposition: Exposition, _ format: ExpositionFormat) -> ExpositionBody {
        exposition.body(of: Set(MetricGroup.all), in: format, followedBy: live(format))
    }

    /// All metrics that change by the second, with a sample of each family.
    private func live(_ format: ExpositionFormat) -> PartRun {
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
        listener.isWebConfigurationGood = true
        listener.certificateExpiry = 1
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
        return liveExposition(api: api, tokens: tokens, listener: listener, process: process, in: format)
    }

    @Test func `without a token there are no token metrics`() {
        let exposition = ExpositionBody(
            liveExposition(
                api: APIStatistics(), tokens: nil, listener: ListenerStatistics(rejectionReasons: []),
                process: ProcessStatistics(), in: .text))
        #expect(exposition.string.contains("datastream_exporter_http_connections 0\n"))
        #expect(!exposition.string.contains("token"))
        #expect(ScrapeText(exposition.text).problems == [])
    }
}
