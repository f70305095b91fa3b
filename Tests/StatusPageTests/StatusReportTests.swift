import Datastream
import Ledger
import Testing

@testable import StatusPage

@Suite struct StatusReportTests {
    @Test func `the most urgent comes first`() {
        let report = StatusFixture.troubled.report()
        #expect(
            report.streams.first?.attention.shown.map(\.kind) == [
                .failed, .failed, .stuck, .erring, .stopped, .unsupported,
            ])
        #expect(Attention.Kind.allCases.map { report.attention[$0] } == [2, 1, 1, 1, 1])
        #expect(report.objects == [.failed: 2, .active: 2, .completed: 2, .stopped: 1, .unsupported: 1, .none: 1])
        #expect(report.objectCount == 9)
    }

    @Test func `streams without data come first, then those with problems, then the quiet ones`() {
        var fixture = StatusFixture.failing
        fixture.add("z-failed", [StatusFixture.object("a", .failed)])
        fixture.add("a-quiet", [StatusFixture.object("a", .completed)])
        let report = fixture.report()
        #expect(report.streams.map(\.name.stream) == ["broken", "never", "stale", "z-failed", "a-quiet", "unpolled"])
        #expect(report.failingPolls == 2)
        #expect(report.streams[2].isStale)
        #expect(report.unlisted == ["other"])
    }

    @Test func `a hundred thousand failures make a bounded page`() {
        var fixture = StatusFixture()
        for stream in 0..<4 {
            fixture.add(
                "s\(stream)", (0..<25_000).map { StatusFixture.object("\(stream)-\($0)", .failed, reason: "R") })
        }
        let report = fixture.report()
        #expect(report.attention[.failed] == 100_000 && report.attention.total == 100_000)
        #expect(report.streams.allSatisfy { $0.attention.shown.count == StatusReport.objectLimit })
        #expect(fixture.page.utf8.count < 100_000)
    }

    @Test func `many streams are bounded, too`() {
        var fixture = StatusFixture()
        for stream in 0..<30 {
            fixture.add("f\(stream)", (0..<20).map { StatusFixture.object("\($0)", .failed) })
        }
        let report = fixture.report()
        #expect(report.streams.reduce(0) { $0 + $1.attention.shown.count } == StatusReport.totalObjectLimit)
        var state = PollState()
        state.isDiscovered = true
        for stream in 0..<500 {
            let name = StatusFixture.name("s\(stream)")
            state.streams[name] = PollRecord(name: name)
        }
        let crowded = StatusReport(state, [:], now: StatusFixture.now, uptime: .zero, staleAfter: .seconds(1))
        #expect(crowded.streams.count == StatusReport.streamLimit)
        #expect(crowded.hiddenStreams == 300)
    }

    @Test func `stopped and unsupported objects are shown without alarm`() {
        var fixture = StatusFixture()
        fixture.add("s", [StatusFixture.object("a", .stopped), StatusFixture.object("b", .unsupported)])
        #expect(fixture.report().streams.first?.needsAttention == false)
        #expect(fixture.page.contains("<details><summary>2 stopped or unsupported</summary>"))
    }

    @Test func `the last hour's pace gives the remaining time, and overdue backfills are counted`() {
        var fixture = StatusFixture()
        var ledgers = Ledgers()
        let name = StatusFixture.name("shop")
        func poll(_ jobs: [BackfillJob], minutesAgo: Int64) {
            let objects = jobs.enumerated().map { StreamObject(id: "\($0)", backfillJob: $1) }
            var record = PollRecord(name: name)
            record.end(
                .success(
                    Snapshot(
                        stream: Stream(name: name), objects: objects, fetchedAt: StatusFixture.ago(60 * minutesAgo))),
                after: .zero, uptime: StatusFixture.uptime - .seconds(60 * minutesAgo))
            fixture.state.streams[name] = record
            _ = ledgers.follow(fixture.state)
            fixture.served = ledgers.served
        }
        func active(_ start: Int64) -> BackfillJob {
            BackfillJob(state: .active, lastStartTime: StatusFixture.ago(start))
        }
        func done(_ start: Int64, _ end: Int64) -> BackfillJob {
            BackfillJob(
                state: .completed, lastStartTime: StatusFixture.ago(start), lastEndTime: StatusFixture.ago(end))
        }
        poll([done(9_000, 8_900), active(1_200), active(1_200), BackfillJob(state: .pending)], minutesAgo: 10)
        #expect(fixture.report().streams[0].secondsLeft == nil)
        poll([active(1_100), done(1_200, 300), active(1_200), BackfillJob(state: .pending)], minutesAgo: 0)
        #expect(fixture.report().streams[0].secondsLeft == 1_800)
        #expect(fixture.report().streams[0].overdue == 1)
    }
}
