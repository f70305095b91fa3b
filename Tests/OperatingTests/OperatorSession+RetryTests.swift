import CommandLine
import Datastream
import Testing

@testable import Operating

@Suite struct OperatorSessionRetryTests {
    private let screen = Screen()

    /// Runs a retry on a stream at time 0 of the fixtures.
    private func retry(
        _ objects: [StreamObject], stopped: Bool = false, endedBefore: Duration? = nil,
        _ change: (inout OperatorRequest) -> Void = { $0.isConfirmed = true }, answer: String? = nil
    ) async throws -> (code: ExitCode, posts: [String]) {
        let api = StandIn(objects)
        var request = OperatorRequest()
        request.operands = ["s"]
        change(&request)
        let session = api.session(request, screen.console(columns: nil, answer: answer))
        let code = try await session.retry(includingStopped: stopped, maximumActive: 10, endedBefore: endedBefore)
        return (code, api.posts)
    }

    @Test func `a job that ended less than the given time ago is left alone`() async throws {
        let objects = [
            object("now", started: -7_200, ended: 0), object("young", started: -7_200, ended: -1_799),
            object("old", started: -7_200, ended: -1_800), object("older", started: -7_200, ended: -3_600),
            object("ok", .completed, started: -7_200, ended: -7_000),
        ]
        let (code, posts) = try await retry(objects, endedBefore: .seconds(1_800))
        #expect(code == .success && posts == ["start older", "start old"])
        #expect(screen.shown.contains("datastream-exporter: \(stream): left alone 2 that ended less than 30m ago\n"))
    }

    @Test(
        arguments: [
            (-1_800, nil, true), (-1_799, nil, false), (nil, nil, false), (nil, -1_800, true),
            // A new run that has not ended yet: the end is the previous run's.
            (-60, -7_200, false),
        ] as [(Int64?, Int64?, Bool)])
    func `without a known end the start counts, and without either the job is left alone`(
        started: Int64?, ended: Int64?, isStarted: Bool
    ) async throws {
        let (code, posts) = try await retry(
            [object("o", started: started, ended: ended)], endedBefore: .seconds(1_800))
        #expect(code == .success && posts == (isStarted ? ["start o"] : []))
    }

    @Test func `without the flag every failed job is started again`() async throws {
        let (_, posts) = try await retry([object("o", ended: 0), object("p", .stopped), object("q", started: nil)])
        #expect(posts == ["start o", "start q"])
    }

    @Test func `a stopped job is started again on request, if it ended early enough`() async throws {
        let objects = [object("o", .stopped, started: -7_200, ended: -7_000), object("p", .stopped, ended: 0)]
        let (_, posts) = try await retry(objects, stopped: true, endedBefore: .seconds(1_800))
        #expect(posts == ["start o"])
    }

    @Test func `an object that fails again while waiting for its turn is not started`() async {
        var selector = ObjectFilter(states: [.failed])
        selector.endedBefore = time(-1_800)
        var run = BulkRun([target(object("o", ended: -7_000)), target(object("p", ended: -7_000))])
        let dropped = run.drop(
            unless: selector,
            in: [target(object("o", ended: -60)), target(object("p", started: -7_100, ended: -7_000))])
        #expect(dropped.map(\.target.name.id) == ["o"] && run.waiting.map(\.name.id) == ["p"])
    }

    @Test func `a dry run sends nothing`() async throws {
        let (code, posts) = try await retry([object("o"), object("p")], { $0.isDryRun = true })
        #expect(code == .success && posts.isEmpty)
        #expect(screen.shown.hasSuffix("2 would start; nothing was sent\n"), "\(screen.shown)")
    }

    @Test(arguments: [nil, "n", ""] as [String?])
    func `more than one object needs confirmation`(answer: String?) async {
        await #expect(throws: CommandFailure.self) {
            try await retry([object("o"), object("p")], { _ in }, answer: answer)
        }
    }
}
