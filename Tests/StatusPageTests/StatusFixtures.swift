import Datastream
import Ledger
import Notation

@testable import StatusPage

/// The results of polls, as the status page gets them.
struct StatusFixture: Sendable {
    var state = PollState()
    var served: [StreamName: ServedLedger] = [:]
    var shellSetup: [String] = []

    /// The current time in these tests.
    static let now = Timestamp(seconds: 1_700_000_000)
    static let uptime: Duration = .seconds(1_000)
    static let staleAfter: Duration = .seconds(300)

    /// The moment a number of seconds ago.
    static func ago(_ seconds: Int64) -> Timestamp { Timestamp(seconds: now.seconds - seconds) }

    static func name(_ stream: String) -> StreamName {
        StreamName(project: "acme", location: "europe-west1", stream: stream)
    }

    /// An object in a state that its job reached an hour ago by default.
    static func object(
        _ id: String, _ state: BackfillState, name: String? = nil, reason: String? = nil, ago seconds: Int64 = 3_600,
        errors: [ReportedError] = []
    ) -> StreamObject {
        let job = BackfillJob(
            state: state, lastStartTime: ago(seconds), lastEndTime: ago(seconds),
            errors: reason.map { [ReportedError(reason: $0, message: "password=hunter2")] } ?? [])
        return StreamObject(
            id: id, displayName: name ?? "shop.\(id)", backfillJob: state == .none ? nil : job, errors: errors)
    }

    /// Adds a stream; without objects, no poll of it has ever succeeded.
    mutating func add(
        _ stream: String, _ objects: [StreamObject]?, state streamState: Datastream.Stream.State = .running,
        displayName: String = "", errors: [ReportedError] = [], failure: PollFailure.Reason? = nil,
        polledAt uptime: Duration = .seconds(990)
    ) {
        let name = Self.name(stream)
        var record = PollRecord(name: name)
        if let objects {
            let snapshot = Snapshot(
                stream: Stream(
                    name: name, displayName: displayName, state: streamState, sourceType: "mysql",
                    destinationType: "bigquery", errors: errors), objects: objects, fetchedAt: Self.ago(10))
            record.begin()
            record.end(.success(snapshot), after: .milliseconds(1_234), uptime: uptime)
        }
        if let failure {
            record.begin()
            record.end(.failure(PollFailure(failure, "")), after: .seconds(1), uptime: uptime)
        }
        state.streams[name] = record
        state.isDiscovered = true
        state.discovered[name.scope] = true
        var ledgers = Ledgers()
        _ = ledgers.follow(state)
        served = ledgers.served
    }

    /// The report at a given time.
    func report(now: Timestamp = Self.now) -> StatusReport {
        StatusReport(state, served, now: now, uptime: Self.uptime, staleAfter: Self.staleAfter)
    }

    /// The page's text.
    var page: String {
        let page = StatusPage(
            report: report(), now: Self.now, version: "1.2.3", telemetryPath: "/metrics", shellSetup: shellSetup)
        return String(decoding: page.render(), as: UTF8.self)
    }

    // MARK: - Whole installations

    /// A name that attacks the page and the shell with every trick.
    static let hostile =
        "</title><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
        + "'\"&amp;\u{202E}gnp.exe\u{0}\n$(touch /tmp/owned)`id`;"

    static let empty = StatusFixture()

    static let healthy = making { fixture in
        fixture.add("orders", (0..<40).map { object("t\($0)", .completed) } + [object("new", .active)])
    }

    static let many = making { fixture in
        for number in 0..<50 {
            let objects = (0..<30).map { object("t\($0)", $0 == 3 && number % 10 == 0 ? .failed : .completed) }
            fixture.add("stream-\(number)", objects)
        }
    }

    static let failing = making { fixture in
        fixture.add("stale", [object("a", .completed)], failure: .quota, polledAt: .seconds(100))
        fixture.add("never", nil, failure: .permission)
        fixture.add("unpolled", nil)
        fixture.add(
            "broken", [object("a", .completed)], state: .failedPermanently, errors: [ReportedError(reason: "CDC")])
        fixture.state.discovered[PollState.Scope(project: "other", location: "-")] = false
    }

    static let troubled = making { fixture in
        fixture.add(
            "shop",
            [
                object("failed", .failed, reason: "SOURCE_UNREACHABLE"), object("slow", .active, ago: 90_000),
                object("erring", .completed, errors: [ReportedError(reason: "TOO_WIDE", errorTime: ago(60))]),
                object("stopped", .stopped), object("odd", .unsupported),
                object("failed2", .failed, reason: "SOURCE_UNREACHABLE", ago: 7_200), object("fine", .completed),
                object("running", .active), object("none", .none),
            ])
    }

    static let demo = making { fixture in
        fixture.add("shop", [object("failed", .failed, reason: "SOURCE_UNREACHABLE")])
        fixture.shellSetup = ["export A=1", "export PATH='/a b':\"$PATH\""]
    }

    static let halted = making { fixture in
        fixture.add(
            "shop", [object("failed", .failed), object("failed2", .failed), object("slow", .active, ago: 90_000)],
            state: .failed)
    }

    static let hostileNames = making { fixture in
        let errors = [ReportedError(reason: hostile)]
        fixture.add(
            hostile, [object(hostile, .failed, name: hostile, reason: hostile)], displayName: hostile, errors: errors)
        fixture.add(
            String(repeating: "long-", count: 100), [object("x", .failed, name: String(repeating: "W", count: 3_000))])
    }

    private static func making(_ build: (inout StatusFixture) -> Void) -> StatusFixture {
        var fixture = StatusFixture()
        build(&fixture)
        return fixture
    }
}
