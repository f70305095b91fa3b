import Datastream
import DatastreamMetrics
import Exposition
import Ledger
import Notation
import Polling
import System
import TestSupport
import Testing

@testable import Bookkeeping
@testable import StatusPage

@Suite struct PublisherTests {
    private static let identity = ExporterIdentity(
        version: "1", revision: "r", branch: "b", swiftVersion: "6", operatingSystem: "linux", architecture: "amd64",
        pollInterval: .seconds(60))

    private func publisher(_ clock: TestClock, staleAfter: Duration = .seconds(300)) -> Publisher {
        Publisher(
            Composer(identity: Self.identity, options: ObjectOptions(), staleAfter: staleAfter),
            staleAfter: staleAfter, clock: clock.clock)
    }

    private func text(_ publisher: Publisher) -> String {
        let body = publisher.latest.exposition.body(of: Set(MetricGroup.all), in: .text)
        return String(decoding: body.text, as: UTF8.self)
    }

    /// Waits until scrapes show a text, or no longer do.
    private func shows(_ publisher: Publisher, _ words: String, _ isShown: Bool = true) async throws {
        try await eventually("\(words) \(isShown ? "shown" : "gone")") { text(publisher).contains(words) == isShown }
    }

    /// The state after one whole poll of a stream at the start.
    private var polled: PollState {
        let name = StreamName(project: "p", location: "l", stream: "s")
        var record = PollRecord(name: name)
        record.begin()
        let snapshot = Snapshot(stream: Stream(name: name), objects: [], fetchedAt: Timestamp(seconds: 0))
        record.end(.success(snapshot), after: .seconds(1), uptime: .zero)
        var state = PollState()
        state.streams[name] = record
        state.isDiscovered = true
        return state
    }

    @Test func `before the first poll only the exporter's own metrics are shown`() {
        let publisher = publisher(TestClock(.waits))
        #expect(text(publisher).contains("datastream_exporter_build_info{version=\"1\""))
        #expect(!text(publisher).contains("datastream_stream_info"))
        #expect(!publisher.latest.isReady)
    }

    @Test func `polled data is shown until it is stale, even if nothing else happens`() async throws {
        let clock = TestClock(.waits, start: Timestamp(seconds: 0))
        let publisher = publisher(clock)
        var ledgers = Ledgers()
        _ = ledgers.follow(polled)
        publisher.show(polled, ledgers)
        let task = Task { await publisher.run() }
        try await shows(publisher, "datastream_stream_info")
        #expect(publisher.latest.isReady)
        #expect(publisher.latest.report.streams.map(\.isStale) == [false])
        try await clock.untilAsleep()
        clock.set(.seconds(301))
        try await shows(publisher, "datastream_stream_info", false)
        #expect(text(publisher).contains("datastream_exporter_poll_success{gcp_project=\"p\""))
        #expect(publisher.latest.report.streams.map(\.isStale) == [true], "the page tells the same")
        task.cancel()
        clock.set(.seconds(10_000))
        await task.value
    }

    @Test func `data that is polled after the start leaves when it is stale, however soon`() async throws {
        let clock = TestClock(.waits, start: Timestamp(seconds: 0))
        let publisher = publisher(clock, staleAfter: .seconds(2))
        let task = Task { await publisher.run() }
        // It waits for the first snapshot to become stale before there is one.
        try await clock.untilAsleep()
        var ledgers = Ledgers()
        _ = ledgers.follow(polled)
        publisher.show(polled, ledgers)
        try await shows(publisher, "datastream_stream_info")
        clock.set(.milliseconds(2_002))
        try await shows(publisher, "datastream_stream_info", false)
        task.cancel()
        clock.set(.seconds(10_000))
        await task.value
    }

    @Test func `polls that end together are composed together`() async throws {
        let clock = TestClock(.waits, start: Timestamp(seconds: 0))
        let publisher = publisher(clock)
        publish(["a"], polling: ["b"], on: publisher)
        let task = Task { await publisher.run() }
        try await clock.untilAsleep(2)
        #expect(!text(publisher).contains("datastream_stream_info"), "the burst is not over")
        publish(["a", "b"], polling: [], on: publisher)
        try await shows(publisher, "stream=\"b\"")
        #expect(text(publisher).contains("stream=\"a\""))
        task.cancel()
        clock.set(.seconds(10_000))
        await task.value
    }

    @Test func `the last poll to end is composed at once`() async throws {
        let clock = TestClock(.waits, start: Timestamp(seconds: 0))
        let publisher = publisher(clock)
        publish([], polling: ["a"], on: publisher)
        let task = Task { await publisher.run() }
        try await clock.untilAsleep(2)
        publish(["a"], polling: [], on: publisher)
        try await shows(publisher, "stream=\"a\"")
        #expect(clock.uptime == .zero)
        task.cancel()
        clock.set(.seconds(10_000))
        await task.value
    }

    @Test func `a slow poll does not delay the others`() async throws {
        let clock = TestClock(.waits, start: Timestamp(seconds: 0))
        let publisher = publisher(clock)
        publish(["a"], polling: ["b"], on: publisher)
        let task = Task { await publisher.run() }
        try await clock.untilAsleep(2)
        clock.set(.milliseconds(10))
        try await shows(publisher, "datastream_stream_info")
        task.cancel()
        clock.set(.seconds(10_000))
        await task.value
    }

    /// Shows the publisher some streams that were polled and others that are still being polled.
    private func publish(_ ended: [String], polling: [String], on publisher: Publisher) {
        var state = PollState()
        state.isDiscovered = true
        for name in ended + polling {
            let name = StreamName(project: "p", location: "l", stream: name)
            var record = PollRecord(name: name)
            record.begin()
            if ended.contains(name.stream) {
                let snapshot = Snapshot(stream: Stream(name: name), objects: [], fetchedAt: Timestamp(seconds: 0))
                record.end(.success(snapshot), after: .seconds(1), uptime: .zero)
            }
            state.streams[name] = record
        }
        var ledgers = Ledgers()
        _ = ledgers.follow(state)
        publisher.show(state, ledgers)
    }
}
